/** What a formula is worth for one bill. All values are integers below 2^53. */
import { completedYears } from '@erbao/kernel/dates';
import { fen, shareOf } from '@erbao/kernel/money';
import { type BillFacts, treatmentStart } from '../facts.ts';
import { categoryOf, inRange, UNREADABLE } from '../icd.ts';
import {
  amountsArePossible,
  hasDiagnosisIn,
  hasFlag,
  hasHivMark,
  hasIdentity,
  isConfirmedWhileEnrolled,
  isEnrolled,
  isEnrolledInPlan,
  isRegistered,
  isSuspended,
  staysAcrossYears,
} from '../questions.ts';
import type { Run } from '../run.ts';
import { readStage } from '../stages.ts';
import type { AgeWord, CodeWord, Condition, FactWord, MoneyTerm, Sign } from './terms.ts';

export const amountOf = (term: MoneyTerm, run: Run): number => {
  switch (term.term) {
    case 'fen':
      return term.fen;
    case 'amount':
      return run.bill.amounts[term.name] ?? 0;
    case 'named':
      return run.slots[term.slot] ?? 0;
    case 'granted':
      return run.granted[term.benefit] ?? 0;
    case 'used':
      return run.used[term.counter] ?? 0;
    case 'sum': {
      let sum = 0;
      for (const part of term.plus) sum += amountOf(part, run);
      for (const part of term.minus) sum -= amountOf(part, run);
      return sum;
    }
    case 'least':
      return Math.min(...term.of.map((part) => amountOf(part, run)));
    case 'greatest':
      return Math.max(...term.of.map((part) => amountOf(part, run)));
    case 'share':
      return shareOf(fen(amountOf(term.of, run)), term.ratio);
  }
};

export const compare = (left: number, sign: Sign, right: number): boolean => {
  switch (sign) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
};

/** part / whole > ratio, without dividing; BigInt because a product of two sums can leave the doubles. */
export const isAboveShare = (part: number, num: number, den: number, whole: number): boolean =>
  BigInt(part) * BigInt(den) > BigInt(whole) * BigInt(num);

export const codeOf = (word: CodeWord, run: Pick<Run, 'bill' | 'member'>): string | undefined => {
  switch (word) {
    case 'kind':
    case 'disease':
      return run.bill[word];
    case 'level':
      return String(run.bill.facility.level);
    case 'area':
    case 'tier':
      return run.bill.facility[word];
    case 'insurance':
    case 'sex':
      return run.member[word];
  }
};

/** **Decided**: age at the first confirmation, or where that date is absent at the beginning of the treatment. */
export const ageOf = (word: AgeWord, run: Pick<Run, 'bill' | 'member' | 'main' | 'on'>): number => {
  const start = treatmentStart(run.bill) ?? run.on;
  const day = word === 'age-at-confirmation' ? (run.main?.firstConfirmedOn ?? start) : start;
  return completedYears(run.member.birthDate, day);
};

const factOf = (word: FactWord, run: Run): boolean => {
  const { bill, main, member, on } = run;
  switch (word) {
    case 'enrolled':
      return isEnrolled(member, on);
    case 'enrolled-in-plan':
      return isEnrolledInPlan(member, bill, on);
    case 'suspended':
      return isSuspended(member, bill);
    case 'designated':
      return bill.facility.designated;
    case 'stay-crosses-year':
      return staysAcrossYears(bill);
    case 'amounts-possible':
      return amountsArePossible(bill);
    case 'any-hiv-mark':
      return hasHivMark(bill);
    case 'confirmed-while-enrolled':
      return isConfirmedWhileEnrolled(member, bill);
    case 'pathology-confirmed':
      return main?.pathologyConfirmed === true;
    case 'metastatic':
      return main?.metastatic === true;
    case 'metastatic-known':
      return main?.metastatic !== undefined;
    case 'chemotherapy':
      return main?.chemotherapy === true;
    case 'marrow-transplant':
      return main?.marrowTransplant === true;
    case 'listed-disease':
      return main?.listedDisease === true;
    case 'main-diagnosis-unreadable':
      return main !== undefined && categoryOf(main.code) === UNREADABLE;
  }
};

const diagnosisHolds = (
  bill: BillFacts,
  test: Extract<Condition, { test: 'diagnosis' }>,
  run: Run,
): boolean =>
  test.main
    ? run.main !== undefined && inRange(categoryOf(run.main.code), test.ranges)
    : hasDiagnosisIn(bill, test.ranges);

const stageHolds = (test: Extract<Condition, { test: 'stage' }>, run: Run): boolean => {
  const stage = readStage(test.system, run.main?.stage);
  return stage !== undefined && (test.stages.length === 0 || test.stages.includes(stage));
};

export const holds = (test: Condition, run: Run): boolean => {
  switch (test.test) {
    case 'always':
      return true;
    case 'all':
      return test.of.every((inner) => holds(inner, run));
    case 'any':
      return test.of.some((inner) => holds(inner, run));
    case 'not':
      return !holds(test.of, run);
    case 'money':
      return compare(amountOf(test.left, run), test.sign, amountOf(test.right, run));
    case 'above-share':
      return isAboveShare(
        amountOf(test.part, run),
        test.ratio.num,
        test.ratio.den,
        amountOf(test.whole, run),
      );
    case 'age':
      return compare(ageOf(test.word, run), test.sign, test.years);
    case 'code': {
      const code = codeOf(test.word, run);
      return code !== undefined && test.codes.includes(code);
    }
    case 'fact':
      return factOf(test.word, run);
    case 'identity':
      return hasIdentity(run.member, test.kinds, run.on);
    case 'flag':
      return hasFlag(run.bill, test.flags);
    case 'registered':
      return isRegistered(run.member, run.bill, test.first, run.on);
    case 'diagnosis':
      return diagnosisHolds(run.bill, test, run);
    case 'stage':
      return stageHolds(test, run);
    case 'label': {
      const label = run.labels[test.slot];
      return label !== undefined && test.labels.includes(label);
    }
  }
};
