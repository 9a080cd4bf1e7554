/** Questions about the facts that the words of a scheme file ask. Each is answered on the bill's date. */
import { covers, type LocalDate } from '@erbao/kernel/dates';
import { AMOUNT_NAMES, type BillFacts, type DiagnosisFacts, type MemberFacts, MOST_FEN } from './facts.ts';
import { categoryOf, type CodeRange, inRange } from './icd.ts';

export const isEnrolled = (member: MemberFacts, on: LocalDate): boolean => {
  for (const enrolment of member.enrolments) if (covers(enrolment, on)) return true;
  return false;
};

/** An enrolment without a plan counts for every plan. */
export const isEnrolledInPlan = (member: MemberFacts, bill: BillFacts, on: LocalDate): boolean => {
  for (const enrolment of member.enrolments)
    if (covers(enrolment, on) && (enrolment.plan === undefined || enrolment.plan === bill.kind)) return true;
  return false;
};

export const hasIdentity = (member: MemberFacts, kinds: readonly string[], on: LocalDate): boolean => {
  for (const identity of member.identities)
    if (kinds.includes(identity.kind) && covers(identity, on)) return true;
  return false;
};

export const isSuspended = (member: MemberFacts, bill: BillFacts): boolean =>
  member.suspendedKinds?.includes(bill.kind) ?? false;

export const hasFlag = (bill: BillFacts, flags: readonly string[]): boolean =>
  bill.flags?.some((flag) => flags.includes(flag)) ?? false;

const DIGIT_0 = 48;

/** Read from the four digits without cutting the text: asked for every bill of a year. */
export const yearOf = (day: string): number =>
  (day.charCodeAt(0) - DIGIT_0) * 1000 +
  (day.charCodeAt(1) - DIGIT_0) * 100 +
  (day.charCodeAt(2) - DIGIT_0) * 10 +
  (day.charCodeAt(3) - DIGIT_0);

/** Months since year 0, so that months compare as numbers. */
export const monthNumber = (day: string): number =>
  yearOf(day) * 12 + (day.charCodeAt(5) - DIGIT_0) * 10 + (day.charCodeAt(6) - DIGIT_0);

export const staysAcrossYears = (bill: BillFacts): boolean =>
  bill.kind === 'inpatient' &&
  bill.admittedOn !== undefined &&
  bill.dischargedOn !== undefined &&
  yearOf(bill.admittedOn) !== yearOf(bill.dischargedOn);

const byRegistration = (a: { registeredOn: string }, b: { registeredOn: string }): number =>
  a.registeredOn < b.registeredOn ? -1 : a.registeredOn > b.registeredOn ? 1 : 0;

/** The bill's disease is among the first registrations by date, and its month is later than the registration's. */
export const isRegistered = (member: MemberFacts, bill: BillFacts, first: number, on: LocalDate): boolean => {
  const all = member.chronic;
  if (all === undefined) return false;
  const counted = all.length <= first ? all : [...all].sort(byRegistration).slice(0, first);
  const month = monthNumber(on);
  for (const entry of counted)
    if (entry.disease === bill.disease && monthNumber(entry.registeredOn) < month) return true;
  return false;
};

/** No amount is negative, and each is small enough that their sums are exact; a `Fen` is an integer by its type. */
export const amountsArePossible = (bill: BillFacts): boolean => {
  const { amounts } = bill;
  for (const name of AMOUNT_NAMES) {
    const amount = amounts[name];
    if (amount !== undefined && !(amount >= 0 && amount <= MOST_FEN)) return false;
  }
  return true;
};

export const mainDiagnosis = (bill: BillFacts): DiagnosisFacts | undefined => {
  const { diagnoses } = bill;
  if (diagnoses === undefined) return undefined;
  for (const diagnosis of diagnoses) if (diagnosis.main) return diagnosis;
  return undefined;
};

export const hasHivMark = (bill: BillFacts): boolean =>
  bill.diagnoses?.some((diagnosis) => diagnosis.hiv === true) ?? false;

export const hasDiagnosisIn = (bill: BillFacts, ranges: readonly CodeRange[]): boolean =>
  bill.diagnoses?.some((diagnosis) => inRange(categoryOf(diagnosis.code), ranges)) ?? false;

export const isConfirmedWhileEnrolled = (member: MemberFacts, bill: BillFacts): boolean => {
  const confirmedOn = mainDiagnosis(bill)?.firstConfirmedOn;
  return confirmedOn !== undefined && isEnrolled(member, confirmedOn);
};
