/**
 * The nansha table written by hand as one plain function over the same objects: what a careful programmer would write
 * for this one scheme. The bench compares the engine with it; the answers must be identical.
 */
import type { BillFacts, DiagnosisFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { completedYears, type LocalDate, monthOf } from '@erbao/kernel/dates';

type Tumour = 'none' | 'light' | 'cancer' | 'specific';

export class HandCounters {
  year = 0;
  inpatient = 0;
  cancer = 0;
  condolence = 0;
  readonly chronic = new Map<string, number>();
}

export class HandResult {
  inpatient = 0;
  cancer = 0;
  condolence = 0;
  chronic = 0;
  /** 0 decided, otherwise the number of the reason. */
  stop = 0;
  referral = '';
  tumour: Tumour = 'none';
}

const STOPS = {
  kind: 1,
  enrolment: 2,
  suspended: 3,
  designated: 4,
  crossing: 5,
  amounts: 6,
  level: 7,
  registration: 8,
} as const;

const yearOf = (day: string): number =>
  (day.charCodeAt(0) - 48) * 1000 +
  (day.charCodeAt(1) - 48) * 100 +
  (day.charCodeAt(2) - 48) * 10 +
  (day.charCodeAt(3) - 48);

const enrolledOn = (member: MemberFacts, on: LocalDate): boolean => {
  for (const { from, to } of member.enrolments) if (from <= on && (to === undefined || on <= to)) return true;
  return false;
};

const difficultOn = (member: MemberFacts, on: LocalDate): boolean => {
  for (const { kind, from, to } of member.identities)
    if (kind === 'difficult' && from <= on && (to === undefined || on <= to)) return true;
  return false;
};

const hasHiv = (bill: BillFacts): boolean => {
  for (const diagnosis of bill.diagnoses ?? []) {
    if (diagnosis.hiv === true) return true;
    const category = diagnosis.code.slice(0, 3).toUpperCase();
    if (category >= 'B20' && category <= 'B24') return true;
  }
  return false;
};

const isEarlyStage = (category: string, code: string, stage: string | undefined): boolean | undefined => {
  if (category === 'C91' && code.replace('.', '')[3] === '1') {
    const binet = /^(?:Binet\s*)?([ABC])$/.exec(stage ?? '')?.[1];
    return binet === undefined ? undefined : binet === 'A';
  }
  if (category === 'C81') {
    const arbor = /^(?:Ann\s?Arbor\s*)?(I|II|III|IV)[AB]?$/.exec(stage ?? '')?.[1];
    return arbor === undefined ? undefined : arbor === 'I';
  }
  if (category === 'C61') {
    const tnm = /^(?:TNM\s*)?(T(?:0|is|1[abc]?|[234][abcd]?)N[0123][abc]?M[01][abc]?)$/.exec(
      stage ?? '',
    )?.[1];
    return tnm === undefined ? undefined : /^T(?:0|is|1[abc]?)N0M0$/.test(tnm);
  }
  return false;
};

const isSpecific = (
  category: string,
  main: DiagnosisFacts,
  member: MemberFacts,
  start: LocalDate,
): boolean => {
  const age = completedYears(member.birthDate, main.firstConfirmedOn ?? start);
  if (category === 'C34' || category === 'C61') return member.sex === 'male' && age >= 18;
  if (category === 'C50' || category === 'C53') return member.sex === 'female' && age >= 18;
  if (category >= 'C90' && category <= 'C95')
    return age < 18 && (main.chemotherapy === true || main.marrowTransplant === true);
  return (category === 'C40' || category === 'C41') && age < 18;
};

const tumourOf = (main: DiagnosisFacts, member: MemberFacts, bill: BillFacts, result: HandResult): Tumour => {
  const letter = main.code.charCodeAt(0) | 32;
  // c and d
  if (letter !== 99 && letter !== 100) return 'none';
  const category = main.code.slice(0, 3).toUpperCase();
  const inSitu = category >= 'D00' && category <= 'D09';
  if (!inSitu && (category < 'C00' || category > 'C97')) return 'none';
  if (main.pathologyConfirmed !== true) {
    result.referral = 'cancer:pathology-missing';
    return 'none';
  }
  if (inSitu) return 'light';
  if (category === 'C44' && main.metastatic !== true) {
    if (main.metastatic === false) return 'light';
    result.referral = 'cancer:metastasis-unknown';
    return 'none';
  }
  if (hasHiv(bill)) return 'none';
  const early = isEarlyStage(category, main.code, main.stage);
  if (early === undefined) result.referral = 'cancer:stage-missing';
  if (early !== false) return 'none';
  const start = (bill.kind === 'inpatient' ? bill.admittedOn : bill.servedOn) ?? main.firstConfirmedOn;
  return start !== undefined && isSpecific(category, main, member, start) ? 'specific' : 'cancer';
};

const isPossible = ({ amounts }: BillFacts): boolean =>
  !(
    (amounts.total ?? 0) < 0 ||
    (amounts.eligible ?? 0) < 0 ||
    (amounts.deductible ?? 0) < 0 ||
    (amounts.basic ?? 0) < 0 ||
    (amounts.criticalIllness ?? 0) < 0 ||
    (amounts.assistance ?? 0) < 0 ||
    (amounts.other ?? 0) < 0 ||
    (amounts.excluded ?? 0) < 0 ||
    (amounts.drug ?? 0) < 0 ||
    (amounts.veterans ?? 0) < 0
  );

const isRegistered = (member: MemberFacts, disease: string | undefined, month: string): boolean => {
  const all = member.chronic ?? [];
  const first =
    all.length <= 3 ? all : [...all].sort((a, b) => (a.registeredOn < b.registeredOn ? -1 : 1)).slice(0, 3);
  for (const entry of first)
    if (entry.disease === disease && monthOf(entry.registeredOn) < month) return true;
  return false;
};

const decideChronic = (
  member: MemberFacts,
  bill: BillFacts,
  on: LocalDate,
  counters: HandCounters,
  result: HandResult,
): number => {
  const { amounts, disease } = bill;
  const month = monthOf(on);
  if (!isRegistered(member, disease, month)) return STOPS.registration;
  const paid =
    (amounts.basic ?? 0) + (amounts.criticalIllness ?? 0) + (amounts.assistance ?? 0) + (amounts.other ?? 0);
  const total = amounts.total ?? 0;
  const drug = amounts.drug ?? 0;
  if (!isPossible(bill) || paid > total || drug > total || paid > drug) return STOPS.amounts;
  const key = `${disease ?? '-'}/${month}`;
  const used = counters.chronic.get(key) ?? 0;
  const granted = Math.min(Math.floor((drug - paid + 1) / 2), total - paid, 10_000 - used);
  if (granted > 0) {
    result.chronic = granted;
    counters.chronic.set(key, used + granted);
  }
  return 0;
};

const decideTreatment = (
  member: MemberFacts,
  bill: BillFacts,
  on: LocalDate,
  counters: HandCounters,
  result: HandResult,
): number => {
  const { amounts, facility } = bill;
  if (bill.kind === 'inpatient' && bill.admittedOn !== undefined && yearOf(bill.admittedOn) !== yearOf(on))
    return STOPS.crossing;
  const total = amounts.total ?? 0;
  const eligible = amounts.eligible ?? 0;
  const deductible = amounts.deductible ?? 0;
  const ins = (amounts.basic ?? 0) + (amounts.criticalIllness ?? 0);
  const paid = ins + (amounts.assistance ?? 0) + (amounts.other ?? 0);
  if (!isPossible(bill) || paid > total || eligible > total || deductible > eligible) return STOPS.amounts;
  let due = total - paid;
  if (!difficultOn(member, on)) {
    const base = Math.max(0, eligible - deductible - ins);
    if (facility.area === 'outside') due = Math.floor((base + 5) / 10);
    else if (facility.level === 1 || facility.level === 2) due = base;
    else if (facility.level === 3) due = Math.floor((base + 2) / 4);
    else return STOPS.level;
  }
  const year = yearOf(on);
  if (counters.year !== year) {
    counters.year = year;
    counters.inpatient = 0;
    counters.cancer = 0;
  }
  const both = 13_000_000 - counters.inpatient - counters.cancer;
  const inpatient = Math.max(0, Math.min(due, total - paid, 10_000_000 - counters.inpatient, both));
  result.inpatient = inpatient;
  payCancer(member, bill, counters, result, total - paid - inpatient, eligible - paid - inpatient);
  counters.inpatient += inpatient;
  counters.cancer += result.cancer;
  return 0;
};

const mainOf = ({ diagnoses }: BillFacts): DiagnosisFacts | undefined => {
  if (diagnoses === undefined) return undefined;
  for (const diagnosis of diagnoses) if (diagnosis.main) return diagnosis;
  return undefined;
};

const payCancer = (
  member: MemberFacts,
  bill: BillFacts,
  counters: HandCounters,
  result: HandResult,
  totalRest: number,
  eligibleRest: number,
): void => {
  const main = mainOf(bill);
  if (main === undefined) return;
  if (bill.flags?.some((flag) => flag === 'drug-abuse' || flag === 'nuclear') === true) return;
  const tumour = tumourOf(main, member, bill, result);
  result.tumour = tumour;
  if (tumour === 'none') return;
  const due = tumour === 'specific' && bill.kind === 'inpatient' ? totalRest : eligibleRest;
  const both = 13_000_000 - counters.inpatient - counters.cancer - result.inpatient;
  result.cancer = Math.max(0, Math.min(due, totalRest, 3_000_000 - counters.cancer, both));
  const confirmedOn = main.firstConfirmedOn;
  if (
    tumour !== 'light' &&
    counters.condolence === 0 &&
    confirmedOn !== undefined &&
    enrolledOn(member, confirmedOn)
  ) {
    result.condolence = 200_000;
    counters.condolence = 200_000;
  }
};

const stopOf = (member: MemberFacts, bill: BillFacts, counters: HandCounters, result: HandResult): number => {
  if (bill.kind === 'outpatient') return STOPS.kind;
  const on = bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn;
  if (on === undefined || !enrolledOn(member, on)) return STOPS.enrolment;
  if (member.suspendedKinds?.includes(bill.kind) === true) return STOPS.suspended;
  if (!bill.facility.designated) return STOPS.designated;
  if (bill.kind === 'chronic-outpatient') return decideChronic(member, bill, on, counters, result);
  return decideTreatment(member, bill, on, counters, result);
};

export const decideByHand = (
  member: MemberFacts,
  bill: BillFacts,
  counters: HandCounters,
  result: HandResult,
): void => {
  result.inpatient = 0;
  result.cancer = 0;
  result.condolence = 0;
  result.chronic = 0;
  result.stop = 0;
  result.referral = '';
  result.tumour = 'none';
  result.stop = stopOf(member, bill, counters, result);
};
