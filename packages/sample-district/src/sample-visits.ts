/** The year's visits of one member, at the rates of the plan's fund table: 14.15% a stay, 0.28% + 0.17% of it cancer, 44.02% chronic. */
import { addDays, completedYears, type LocalDate, localDate } from '@erbao/kernel/dates';
import type { SettlementAmounts } from '@erbao/national-record/settlement-row';
import { type Random, randomFor } from './random.ts';
import { levelOf, type SampleHospital, sampleHospitals } from './sample-hospitals.ts';
import type { SampleMember } from './sample-members.ts';
import {
  cancerAmounts,
  chronicAmounts,
  difficultAmounts,
  difficultCancerAmounts,
  ordinaryAmounts,
  specificCancerAmounts,
} from './visit-amounts.ts';

export type SampleVisit = {
  readonly member: SampleMember;
  readonly hospital: SampleHospital;
  readonly settlementId: string;
  readonly medicalType: string;
  readonly beganOn: LocalDate;
  readonly endedOn: LocalDate;
  readonly mainDiagnosis: string;
  readonly diseaseCode: string;
  readonly cancer: SampleCancer | undefined;
  readonly amounts: SettlementAmounts;
};
export type SampleCancer = {
  readonly code: string;
  readonly firstConfirmedOn: LocalDate;
  readonly metastatic: boolean | undefined;
  readonly chemotherapy: boolean;
  readonly stage: string | undefined;
};

/** Of 100,000 people in a year: any stay, of which cancer of any kind, of which specific cancer. */
const STAYS = 14_150;
const CANCERS = 450;
const SPECIFIC_CANCERS = 170;
/** 10% of the cancers that are not specific are light ones (轻症). */
const LIGHT = [1, 10] as const;
/** 慰问金 0.27% of the people: of 0.45% − 0.028% light ones, 63.98% were confirmed while enrolled. */
const CONFIRMED_WHILE_ENROLLED = [6_398, 10_000] as const;
const SPECIAL_OUTPATIENT = [15, 100] as const;

const ORDINARY = [
  'J18.900',
  'I10.x00',
  'E11.900',
  'K29.500',
  'M51.202',
  'I63.900',
  'S52.500',
  'N20.000',
] as const;
const GENERAL_CANCERS = ['C16.900', 'C18.900', 'C22.000', 'C11.900', 'C73.x00', 'C20.x00'] as const;
const LIGHT_CANCERS = ['C44.900', 'D09.000', 'D03.900'] as const;
const DIALYSIS = { diagnosis: 'N18.900', code: 'M07803' } as const;

const referralHospitals = sampleHospitals.filter((hospital) => levelOf(hospital) === 3);

const anyOf = (random: Random, hospitals: readonly SampleHospital[]): SampleHospital | undefined =>
  hospitals[random.below(hospitals.length)];

const settlementIdOf = (year: number, member: SampleMember, kind: 'I' | 'C'): string =>
  `YL${year}${kind}${String(member.index).padStart(7, '0')}`;

const specificCode = (random: Random, member: SampleMember, on: LocalDate): string => {
  if (completedYears(member.facts.birthDate, on) < 18) return random.pick(['C91.000', 'C40.200']);
  return random.pick(member.facts.sex === 'male' ? ['C61.x00', 'C34.900'] : ['C50.900', 'C53.900']);
};

const drawCancer = (
  random: Random,
  member: SampleMember,
  year: number,
  isSpecific: boolean,
): SampleCancer => {
  const isRecent = random.chance(...CONFIRMED_WHILE_ENROLLED);
  const daysIntoYear = random.between(0, 30);
  const drawn = addDays(localDate(isRecent ? `${year - 1}-06-01` : `${year - 3}-06-01`), daysIntoYear);
  const firstConfirmedOn = drawn < member.facts.birthDate ? member.facts.birthDate : drawn;
  const isLight = !isSpecific && random.chance(...LIGHT);
  const code = isSpecific
    ? specificCode(random, member, firstConfirmedOn)
    : random.pick(isLight ? LIGHT_CANCERS : GENERAL_CANCERS);
  return {
    code,
    firstConfirmedOn,
    metastatic: code.startsWith('C44') ? false : undefined,
    chemotherapy: isSpecific,
    // the scheme asks a prostate cancer for its stage
    stage: code.startsWith('C61') ? 'T2N0M0' : undefined,
  };
};

const stayDates = (
  random: Random,
  year: number,
): { readonly beganOn: LocalDate; readonly endedOn: LocalDate } => {
  const endedOn = addDays(localDate(`${year}-01-15`), random.below(350));
  return { beganOn: addDays(endedOn, -random.between(3, 14)), endedOn };
};

const drawStay = (
  member: SampleMember,
  random: Random,
  year: number,
  place: number,
): SampleVisit | undefined => {
  const isCancer = place < CANCERS;
  const isSpecific = place < SPECIFIC_CANCERS;
  const cancer = isCancer ? drawCancer(random, member, year, isSpecific) : undefined;
  const hospital = anyOf(random, isCancer ? referralHospitals : sampleHospitals);
  if (hospital === undefined) return undefined;
  const isSpecial = !isCancer && random.chance(...SPECIAL_OUTPATIENT);
  const dates = stayDates(random, year);
  const level = levelOf(hospital);
  let amounts: SettlementAmounts;
  if (isCancer && member.difficult) amounts = difficultCancerAmounts(random);
  else if (isCancer) amounts = isSpecific ? specificCancerAmounts(random) : cancerAmounts(random);
  else amounts = member.difficult ? difficultAmounts(random, level) : ordinaryAmounts(random, level);
  return {
    member,
    hospital,
    settlementId: settlementIdOf(year, member, 'I'),
    medicalType: isSpecial ? '140201' : '21',
    beganOn: isSpecial ? dates.endedOn : dates.beganOn,
    endedOn: dates.endedOn,
    mainDiagnosis: cancer?.code ?? (isSpecial ? DIALYSIS.diagnosis : random.pick(ORDINARY)),
    diseaseCode: isSpecial ? DIALYSIS.code : '',
    cancer,
    amounts,
  };
};

const drawChronic = (member: SampleMember, random: Random, year: number): SampleVisit | undefined => {
  const hospital = anyOf(random, sampleHospitals);
  if (member.chronicCode === undefined || hospital === undefined) return undefined;
  const on = addDays(localDate(`${year}-01-01`), random.below(365));
  return {
    member,
    hospital,
    settlementId: settlementIdOf(year, member, 'C'),
    medicalType: '140104',
    beganOn: on,
    endedOn: on,
    mainDiagnosis: 'Z51.900',
    diseaseCode: member.chronicCode,
    cancer: undefined,
    amounts: chronicAmounts(random),
  };
};

/** In the order in which they are settled. */
export const visitsOf = (seed: number, year: number, member: SampleMember): readonly SampleVisit[] => {
  const random = randomFor(seed, 2, member.index);
  // a golden-ratio walk instead of a draw: already 2,000 members have the plan's rates, not only the whole district
  const place = (member.index * 61_803 + randomFor(seed, 5).below(100_000)) % 100_000;
  const stay = place < STAYS ? drawStay(member, random, year, place) : undefined;
  const chronic = drawChronic(member, randomFor(seed, 3, member.index), year);
  return [stay, chronic]
    .filter((visit) => visit !== undefined)
    .sort((a, b) => (a.endedOn < b.endedOn ? -1 : 1));
};
