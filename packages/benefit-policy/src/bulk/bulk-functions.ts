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
  monthNumber,
  staysAcrossYears,
  yearOf,
} from '../questions.ts';
import type { Tier } from '../scheme.ts';
import { readStage, type StageSystem } from '../stages.ts';
import { splitByTiers, sumOfTiers } from '../tiers.ts';

const policyYearOf = (on: string, startsOn: string): number =>
  on.slice(5) < startsOn ? yearOf(on) - 1 : yearOf(on);

/** Sums by disease and month of one member: a few dozen at most, so searching beats making a key text for each bill. */
class MonthSums {
  private readonly diseases: (string | undefined)[] = [];
  private readonly months: number[] = [];
  private readonly sums: number[] = [];

  private find(disease: string | undefined, month: number): number {
    for (let at = this.months.length - 1; at >= 0; at -= 1)
      if (this.months[at] === month && this.diseases[at] === disease) return at;
    return -1;
  }

  sumOf(disease: string | undefined, month: number): number {
    const at = this.find(disease, month);
    return at < 0 ? 0 : (this.sums[at] ?? 0);
  }

  add(disease: string | undefined, month: number, sum: number): void {
    const at = this.find(disease, month);
    if (at >= 0) this.sums[at] = (this.sums[at] ?? 0) + sum;
    else {
      this.diseases.push(disease);
      this.months.push(month);
      this.sums.push(sum);
    }
  }
}

const monthSumsOf = (disease: string | undefined, month: number, sum: number): MonthSums | undefined => {
  if (sum === 0) return undefined;
  const sums = new MonthSums();
  sums.add(disease, month, sum);
  return sums;
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
  MonthSums,
  monthSumsOf,
  monthNumber,
  yearOf,
  policyYearOf,
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
