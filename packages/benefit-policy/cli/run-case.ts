/** Decides a case and compares every bill with what the case expects. */
import type { Decision } from '@erbao/kernel/decision';
import { canonicalJson } from '@erbao/kernel/ids';
import { type Fen, printYuan } from '@erbao/kernel/money';
import { type DecidedBill, decideBills } from '../src/decide-bills.ts';
import { reasonSentence } from '../src/reasons.ts';
import type { SchemeBook } from '../src/scheme-book.ts';
import type { BenefitCase, Expected } from './case-lines.ts';

type Printed = {
  outcome: string;
  benefits?: Record<string, string>;
  total?: string;
  reason?: string;
  referrals?: readonly string[];
  alerts?: readonly string[];
};

const sorted = (list: readonly string[] | undefined): readonly string[] => [...(list ?? [])].sort();

const printBenefits = (benefits: Readonly<Record<string, Fen>>): Record<string, string> =>
  Object.fromEntries(Object.entries(benefits).map(([id, sum]) => [id, printYuan(sum)]));

/** The decision in the words of the case files. */
const print = (decision: Decision): Printed => {
  switch (decision.outcome) {
    case 'granted':
      return {
        outcome: decision.outcome,
        benefits: printBenefits(decision.benefits),
        total: printYuan(decision.totalFen),
        referrals: sorted(decision.referrals),
        alerts: sorted(decision.alerts),
      };
    case 'nothing':
      return {
        outcome: decision.outcome,
        benefits: {},
        total: '0.00',
        referrals: sorted(decision.referrals),
        alerts: sorted(decision.alerts),
      };
    case 'refused':
    case 'referred':
      return { outcome: decision.outcome, reason: decision.reason };
  }
};

/** What the case leaves out of a granted bill is not compared, lists of remarks excepted: absent means none. */
const wanted = (expected: Expected, got: Printed): Printed =>
  expected.outcome === 'refused' || expected.outcome === 'referred'
    ? { outcome: expected.outcome, reason: expected.reason ?? '(no reason in the case)' }
    : {
        outcome: expected.outcome,
        benefits: expected.benefits ?? got.benefits ?? {},
        total: expected.total ?? got.total ?? '0.00',
        referrals: sorted(expected.referrals),
        alerts: sorted(expected.alerts),
      };

const whyNot = (decided: DecidedBill): string => {
  const { decision } = decided.adjudged;
  if (decision.outcome !== 'refused' && decision.outcome !== 'referred') return '';
  const problems = decided.problems.length > 0 ? ` (${decided.problems.join('; ')})` : '';
  return `\n    because: ${reasonSentence(decision.reason)}${problems}`;
};

const compareBill = (
  expected: Expected | undefined,
  decided: DecidedBill | undefined,
): string | undefined => {
  if (expected === undefined) return `  bill ${decided?.bill.id ?? '?'}: the case expects nothing for it`;
  if (decided === undefined) return `  bill ${expected.bill}: expected, but the case has no such bill`;
  const got = print(decided.adjudged.decision);
  const want = wanted(expected, got);
  if (canonicalJson(want) === canonicalJson(got)) return undefined;
  return `  bill ${expected.bill}\n    expected: ${JSON.stringify(want)}\n    got:      ${JSON.stringify(got)}${whyNot(decided)}`;
};

/** The differences of a case as lines; none when it passes. */
export const runCase = (book: SchemeBook, benefitCase: BenefitCase): readonly string[] => {
  const { scheme, member, bills, parameters, expect } = benefitCase;
  const decided = decideBills(book, scheme, member, bills, parameters);
  const matched = expect.map((expected, index) => {
    const byId = decided.find((one) => one.bill.id === expected.bill);
    return {
      expected,
      decided: byId ?? (decided[index]?.bill.id === undefined ? decided[index] : undefined),
    };
  });
  const unexpected = decided.filter((one) => !matched.some((pair) => pair.decided === one));
  return [
    ...matched.map((pair) => compareBill(pair.expected, pair.decided)),
    ...unexpected.map((one) => compareBill(undefined, one)),
  ].filter((difference) => difference !== undefined);
};
