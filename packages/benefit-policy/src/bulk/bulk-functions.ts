/** What a generated scheme function calls; the questions are those of the interpreter. */
import { completedYears, type LocalDate } from '@erbao/kernel/dates';
import { fen, type Ratio, shareOf } from '@erbao/kernel/money';
import { type BillFacts, type DiagnosisFacts, type MemberFacts, MOST_FEN, treatmentStart } from '../facts.ts';
import { isAboveShare } from '../formula/evaluate.ts';
import { categoryOf } from '../icd.ts';
import {
  hasDiagnosisIn,
  hasFlag,
  hasHivMark,
  hasIdentity,
  isConfirmedWhileEnrolled,
  isEnrolled,
  isEnrolledInPlan,
  isRegistered,
  isSuspended,
  mainDiagnosis,
  staysAcrossYears,
} from '../questions.ts';
import type { Tier } from '../scheme.ts';
import { readStage, type StageSystem } from '../stages.ts';
import { splitByTiers, sumOfTiers } from '../tiers.ts';

/** The running sums of one member: `w0` is the window for which `v0` counts; other windows lie in `older`. */
export type BulkCounters = { [place: string]: number | string } & { readonly older: Map<string, number> };

const DIGIT_0 = 48;

const yearOf = (on: string): number =>
  (on.charCodeAt(0) - DIGIT_0) * 1000 +
  (on.charCodeAt(1) - DIGIT_0) * 100 +
  (on.charCodeAt(2) - DIGIT_0) * 10 +
  (on.charCodeAt(3) - DIGIT_0);

const policyYearOf = (on: string, startsOn: string): number =>
  on.slice(5) < startsOn ? yearOf(on) - 1 : yearOf(on);

const diseaseMonth = (bill: BillFacts, on: string): string => `${bill.disease ?? '-'}/${on.slice(0, 7)}`;

/** Puts the last window aside and takes up another one. */
const turn = (
  counters: { [place: string]: number | string | Map<string, number> },
  window: string,
  value: string,
  next: number | string,
): number => {
  const { older } = counters;
  if (!(older instanceof Map)) return 0;
  const last = counters[value];
  if (typeof last === 'number' && last !== 0) older.set(`${value}/${String(counters[window])}`, last);
  const found = older.get(`${value}/${next}`) ?? 0;
  counters[window] = next;
  counters[value] = found;
  return found;
};

const isStage = (
  main: DiagnosisFacts | undefined,
  system: StageSystem,
  stages: readonly string[],
): boolean => {
  const stage = readStage(system, main?.stage);
  return stage !== undefined && (stages.length === 0 || stages.includes(stage));
};

const ageAtTreatment = (member: MemberFacts, bill: BillFacts, _main: unknown, on: LocalDate): number =>
  completedYears(member.birthDate, treatmentStart(bill) ?? on);

const ageAtConfirmation = (
  member: MemberFacts,
  bill: BillFacts,
  main: DiagnosisFacts | undefined,
  on: LocalDate,
): number => completedYears(member.birthDate, main?.firstConfirmedOn ?? treatmentStart(bill) ?? on);

export const BULK_FUNCTIONS = {
  most: MOST_FEN,
  yearOf,
  policyYearOf,
  diseaseMonth,
  turn,
  isStage,
  ageAtTreatment,
  ageAtConfirmation,
  isAboveShare,
  categoryOf,
  hasDiagnosisIn,
  hasFlag,
  hasHivMark,
  hasIdentity,
  isConfirmedWhileEnrolled,
  isEnrolled,
  isEnrolledInPlan,
  isRegistered,
  isSuspended,
  mainDiagnosis,
  staysAcrossYears,
  share: (base: number, num: number, den: number): number => shareOf(fen(base), { num, den }),
  tiered: (base: number, tiers: readonly Tier[], least: Ratio | undefined): number =>
    sumOfTiers(splitByTiers(base, tiers, least)),
} as const;
