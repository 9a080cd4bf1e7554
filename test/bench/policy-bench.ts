/**
 * Deciding benefits: our engine against the nansha table written by hand and against rules engines, same bills, same
 * answers checked. Single-core CPU time, interleaved rounds; only ratios carry over to another machine.
 *
 *   npx tsx test/bench/policy-bench.ts [--members N] [--district N]
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BulkScheme, bulkScheme } from '@erbao/benefit-policy/bulk-scheme';
import type { CompiledScheme } from '@erbao/benefit-policy/engine';
import type { BillFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { checkReceipt, makeReceipt } from '@erbao/benefit-policy/receipt';
import { WhatIf } from '@erbao/benefit-policy/what-if';
import { localDate } from '@erbao/kernel/dates';
import { type DrawnMember, drawMember, type Mix } from '../../packages/benefit-policy/cli/draw-year.ts';
import { decideByHand, HandCounters, HandResult } from './hand-written-nansha.ts';
import {
  type FlatAnswer,
  type FlatBill,
  jsonLogicPeer,
  jsonRulesPeer,
  type Peer,
  zenPeer,
} from './policy-peers.ts';

const ROUNDS = 9;
const PEER_ROUNDS = 5;
const SEED = 7;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const draw = (members: number, mix: Mix): readonly DrawnMember[] =>
  Array.from({ length: members }, (_unused, index) => drawMember(SEED, index, mix));
const countBills = (drawn: readonly DrawnMember[]): number =>
  drawn.reduce((sum, one) => sum + one.bills.length, 0);

/** Total, refused or referred bills, and a checksum over every single sum in order. */
type Answers = { totalFen: number; stops: number; checksum: number };
const noted = (answers: Answers, sum: number, stop: number): void => {
  answers.totalFen += sum;
  if (stop !== 0) answers.stops += 1;
  answers.checksum = (Math.imul(answers.checksum, 31) + sum + (stop === 0 ? 0 : 7)) | 0;
};

const byHand = (drawn: readonly DrawnMember[]): Answers => {
  const answers: Answers = { totalFen: 0, stops: 0, checksum: 0 };
  const result = new HandResult();
  for (const { member, bills } of drawn) {
    const counters = new HandCounters();
    for (const bill of bills) {
      decideByHand(member, bill, counters, result);
      noted(answers, result.inpatient + result.cancer + result.condolence + result.chronic, result.stop);
    }
  }
  return answers;
};

/** What a receipt of any bill needs beside the facts: the running sums before it, in columns. */
type Kept = { readonly columns: Float64Array; at: number };

const byEngine = (drawn: readonly DrawnMember[], scheme: BulkScheme, kept?: Kept): Answers => {
  const answers: Answers = { totalFen: 0, stops: 0, checksum: 0 };
  const { granted, used } = scheme.outcome;
  for (const { member, bills } of drawn) {
    const counters = scheme.newCounters();
    for (const bill of bills) {
      const stop = scheme.decide(member, bill, counters);
      let sum = 0;
      if (stop === 0) for (let index = 0; index < granted.length; index += 1) sum += granted[index] ?? 0;
      if (kept !== undefined) {
        for (let index = 0; index < used.length; index += 1) kept.columns[kept.at + index] = used[index] ?? 0;
        kept.at += used.length;
      }
      noted(answers, sum, stop);
    }
  }
  return answers;
};

type Measured = { readonly name: string; readonly perBill: readonly number[]; readonly answers: Answers };

/** One round of every candidate after the other, so that a busy machine hurts all alike. */
const interleave = (
  candidates: readonly (readonly [string, () => Answers])[],
  bills: number,
  rounds: number,
): readonly Measured[] => {
  const measured = candidates.map(([name, run]) => ({ name, perBill: Array<number>(), answers: run() }));
  for (let round = 0; round < rounds; round += 1)
    candidates.forEach(([, run], index) => {
      const before = cpuMs();
      run();
      measured[index]?.perBill.push(((cpuMs() - before) * 1e6) / bills);
    });
  return measured;
};

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);

const printMeasured = (measured: readonly Measured[], hand: number): void => {
  for (const { name, perBill } of measured) {
    const order = sorted(perBill);
    const spread = [order[0] ?? 0, median(perBill), order[order.length - 1] ?? 0].map(rounded).join('–');
    console.log(
      `  ${name.padEnd(44)} ${rounded(median(perBill) / hand).padStart(8)} ×   (${spread} ns a bill)`,
    );
  }
};

const sameAnswers = (measured: readonly Measured[]): boolean => {
  const [first] = measured;
  return measured.every((one) => JSON.stringify(one.answers) === JSON.stringify(first?.answers));
};

const nansha = (): CompiledScheme => {
  const found = publishedSchemeBook().schemeFor('nansha-2018', localDate('2018-05-01'));
  if (!found.found) throw new Error('nansha-2018 is published');
  return found.scheme;
};

/** A receipt made from the kept columns must agree; checked on a sample, so the trace is really available. */
const checkKept = (drawn: readonly DrawnMember[], compiled: CompiledScheme, kept: Kept): boolean => {
  const { counters } = compiled.scheme;
  let at = 0;
  let agreed = true;
  drawn.forEach(({ member, bills }, index) => {
    for (const bill of bills) {
      if (index % 500 === 0)
        agreed &&= agrees(compiled, member, bill, kept.columns.subarray(at, at + counters.length));
      at += counters.length;
    }
  });
  return agreed;
};

const agrees = (
  compiled: CompiledScheme,
  member: MemberFacts,
  bill: BillFacts,
  columns: Float64Array,
): boolean => {
  const scheme = bulkScheme(compiled, true);
  scheme.outcome.used.set(columns);
  const usedBefore = scheme.usedOf(bill);
  const adjudged = compiled.decide({ member, bill }, usedBefore);
  const receipt = makeReceipt({ scheme: compiled, facts: { member, bill }, usedBefore, adjudged });
  return checkReceipt(receipt, publishedSchemeBook()).agrees;
};

const CANCER_BASES: Readonly<Record<string, number>> = { light: 1, cancer: 1, specific: 2 };

type FlatCase = { readonly flat: FlatBill; readonly expected: FlatAnswer };

/** The bills of some members as the peers take them, with the answers of the hand-written function. */
const flatten = (drawn: readonly DrawnMember[]): readonly FlatCase[] => {
  const result = new HandResult();
  return drawn.flatMap(({ member, bills }) => {
    const counters = new HandCounters();
    return bills.map((bill) => {
      const used = { inpatient: counters.inpatient, cancer: counters.cancer };
      decideByHand(member, bill, counters, result);
      const flat = flatBill(member, bill, CANCER_BASES[result.tumour] ?? 0, used);
      const expected = { stop: result.stop, inpatient: result.inpatient, cancer: result.cancer };
      return { flat, expected };
    });
  });
};

const flatBill = (
  member: MemberFacts,
  bill: BillFacts,
  cancerBase: number,
  used: { readonly inpatient: number; readonly cancer: number },
): FlatBill => {
  const on = bill.dischargedOn ?? bill.servedOn ?? '';
  const { amounts, facility } = bill;
  const ins = (amounts.basic ?? 0) + (amounts.criticalIllness ?? 0);
  return {
    kindCovered: bill.kind !== 'outpatient',
    enrolled: member.enrolments.some((one) => one.from <= on && (one.to === undefined || on <= one.to)),
    suspended: member.suspendedKinds?.includes(bill.kind) ?? false,
    designated: facility.designated,
    crosses: bill.kind === 'inpatient' && bill.admittedOn?.slice(0, 4) !== on.slice(0, 4),
    total: amounts.total ?? 0,
    eligible: amounts.eligible ?? 0,
    deductible: amounts.deductible ?? 0,
    ins,
    paid: ins + (amounts.assistance ?? 0) + (amounts.other ?? 0),
    difficult: member.identities.some((one) => one.kind === 'difficult'),
    outside: facility.area === 'outside',
    level: facility.level,
    cancerBase: cancerBase === 2 && bill.kind !== 'inpatient' ? 1 : cancerBase,
    usedInpatient: used.inpatient,
    usedCancer: used.cancer,
  };
};

const runPeer = async (peer: Peer, cases: readonly FlatCase[]): Promise<Measured & { wrong: number }> => {
  const perBill: number[] = [];
  const answers: Answers = { totalFen: 0, stops: 0, checksum: 0 };
  let wrong = 0;
  for (let round = 0; round <= PEER_ROUNDS; round += 1) {
    const before = cpuMs();
    for (const { flat, expected } of cases) {
      const answered = peer.decide(flat);
      const answer = answered instanceof Promise ? await answered : answered;
      const isSame =
        answer.stop === expected.stop &&
        answer.inpatient === expected.inpatient &&
        answer.cancer === expected.cancer;
      if (!isSame) wrong += 1;
    }
    if (round > 0) perBill.push(((cpuMs() - before) * 1e6) / cases.length);
  }
  return { name: peer.name, perBill, answers, wrong };
};

const benchStays = async (members: number): Promise<boolean> => {
  const drawn = draw(members, 'stays');
  const bills = countBills(drawn);
  const compiled = nansha();
  const plain = bulkScheme(compiled);
  const keeping = bulkScheme(compiled, true);
  const kept: Kept = { columns: new Float64Array(bills * compiled.scheme.counters.length), at: 0 };
  console.log(`Deciding benefits: nansha stays, ${bills} bills of ${members} members, running ceilings`);
  const measured = interleave(
    [
      ['hand-written function', () => byHand(drawn)],
      ['our engine, scheme as data', () => byEngine(drawn, plain)],
      [
        'our engine, explanation available for each bill',
        () => {
          kept.at = 0;
          return byEngine(drawn, keeping, kept);
        },
      ],
    ],
    bills,
    ROUNDS,
  );
  const hand = median(measured[0]?.perBill ?? []);
  printMeasured(measured, hand);
  const explained = checkKept(drawn, compiled, kept);
  const cases = flatten(drawn.slice(0, Math.ceil(members / 50)));
  const peers = [
    await runPeer(jsonLogicPeer(), flatten(drawn)),
    await runPeer(jsonRulesPeer(), cases),
    await runPeer(zenPeer(), cases),
  ];
  printMeasured(peers, hand);
  const ours = median(measured[1]?.perBill ?? []);
  for (const peer of peers)
    console.log(`  ours is ${rounded(median(peer.perBill) / ours)} × as fast as ${peer.name}`);
  const wrong = peers.reduce((sum, peer) => sum + peer.wrong, 0);
  const same = sameAnswers(measured) && wrong === 0 && explained;
  console.log(same ? '  all answers identical' : `  ANSWERS DIFFER (${wrong} of the peers)`);
  return same;
};

const benchDistrict = (members: number): boolean => {
  const drawn = draw(members, 'district');
  const bills = countBills(drawn);
  const compiled = nansha();
  const scheme = bulkScheme(compiled);
  console.log(`A district year in memory: ${bills} bills of ${members} members`);
  const measured = interleave(
    [
      ['hand-written function', () => byHand(drawn)],
      ['our engine, scheme as data', () => byEngine(drawn, scheme)],
      ['what-if: two versions, by benefit, hospital, …', () => whatIfYear(drawn, compiled)],
    ],
    bills,
    5,
  );
  const hand = median(measured[0]?.perBill ?? []);
  printMeasured(measured, hand);
  for (const one of measured)
    console.log(`  ${one.name}: ${rounded((median(one.perBill) * bills) / 1e6)} ms`);
  const same = sameAnswers(measured.slice(0, 2));
  console.log(same ? '  all answers identical' : '  ANSWERS DIFFER');
  return same;
};

const whatIfYear = (drawn: readonly DrawnMember[], compiled: CompiledScheme): Answers => {
  const whatIf = new WhatIf(compiled, compiled);
  drawn.forEach(({ member, bills }, index) => whatIf.add(String(index), member, bills));
  return { totalFen: whatIf.result().baseFen, stops: 0, checksum: 0 };
};

/** True when every candidate gave the same answers; times are printed, never asserted. */
export const benchPolicy = async (members = 20_000, district = 237_000): Promise<boolean> => {
  const stays = await benchStays(members);
  return benchDistrict(district) && stays;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { members: text, district: text } });
  const same = await benchPolicy(Number(values.members ?? 20_000), Number(values.district ?? 237_000));
  process.exitCode = same ? 0 : 1;
}
