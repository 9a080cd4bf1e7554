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
  yearOf,
} from '../questions.ts';
import type { Tier } from '../scheme.ts';
import { readStage, type StageSystem } from '../stages.ts';
import { splitByTiers, sumOfTiers } from '../tiers.ts';

const policyYearOf = (on: string, startsOn: string): number =>
  on.slice(5) < startsOn ? yearOf(on) - 1 : yearOf(on);

const diseaseMonth = (bill: BillFacts, on: string): string => `${bill.disease ?? '-'}/${on.slice(0, 7)}`;

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
