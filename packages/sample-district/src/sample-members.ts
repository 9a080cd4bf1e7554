/**
 * Made-up insured people. An identity number has the valid form (region 440115, a real date, the right check), but its
 * serial lies in 900–999, which was never handed out to ordinary births, and every given name begins with 样.
 */
import type { MemberFacts } from '@erbao/benefit-policy/facts';
import { addDays, type LocalDate, localDate } from '@erbao/kernel/dates';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import { identityCheckCharacter } from '@erbao/national-record/identity-number';
import { type Random, randomFor } from './random.ts';

/** People and difficult people of the district in the plan's fund table. */
export const DISTRICT_PEOPLE = 236_954;
const DISTRICT_DIFFICULT = 12_581;
/** 门慢: 44.02% of the people have one chronic visit a year. */
const CHRONIC_RATE = [4_402, 10_000] as const;

const REGION = '440115';
const FIRST_SERIAL = 900;
const OLDEST = 85;
const BIRTH_DAYS = OLDEST * 365;
// Coprime to BIRTH_DAYS = 5² × 17 × 73: consecutive members are born far apart, and no date repeats within a layer.
const BIRTH_STEP = 12_289;

const FAMILY_NAMES = Array.from('陈黄李梁何郭冯麦林卢樊霍关邓曾罗彭苏温谭');
const GIVEN_NAMES = Array.from('安宁康平和顺明华英芳兰竹松柏海江河山晨晓');

export type SampleMember = {
  readonly index: number;
  readonly identityNumber: string;
  readonly name: string;
  readonly facts: MemberFacts;
  readonly difficult: boolean;
  /** The disease code of the year's chronic visit; undefined when there is none. */
  readonly chronicCode: string | undefined;
  readonly sample: true;
};

const born = (index: number, year: number): LocalDate =>
  addDays(localDate(`${year - OLDEST}-01-01`), ((index % BIRTH_DAYS) * BIRTH_STEP) % BIRTH_DAYS);

const numberOf = (birthDate: LocalDate, serial: number): string => {
  const first17 = `${REGION}${birthDate.replaceAll('-', '')}${String(serial)}`;
  return first17 + identityCheckCharacter(first17);
};

/** Spread evenly: any number of members has the district's share of difficult people. */
const isDifficult = (index: number): boolean =>
  Math.floor(((index + 1) * DISTRICT_DIFFICULT) / DISTRICT_PEOPLE) >
  Math.floor((index * DISTRICT_DIFFICULT) / DISTRICT_PEOPLE);

const identitiesOf = (random: Random, difficult: boolean, year: number): MemberFacts['identities'] => {
  const wasDifficult = random.chance(1, 100);
  if (!difficult && !wasDifficult) return [];
  const from = localDate(`${year - random.between(1, 4)}-01-01`);
  if (difficult) return [{ kind: 'difficult', from }];
  // some were difficult until last year: an identity that must not count any more
  return [{ kind: 'difficult', from, to: localDate(`${year - 1}-12-31`) }];
};

const chronicOf = (
  random: Random,
  year: number,
): { readonly code: string; readonly disease: string; readonly registeredOn: LocalDate } | undefined => {
  if (!random.chance(...CHRONIC_RATE)) return undefined;
  const listed = diseaseTableOn(diseaseTables, localDate(`${year}-01-01`))?.chronic ?? [];
  const disease = listed[random.below(listed.length)];
  const code = disease?.codes[0];
  if (disease === undefined || code === undefined) return undefined;
  const registeredOn = addDays(localDate(`${year - 1}-12-31`), -random.below(1_000));
  return { code, disease: disease.disease, registeredOn };
};

const enrolmentsByYear = new Map<number, MemberFacts['enrolments']>();
/** Everybody is enrolled in the year and the year before; one list for all. */
const enrolmentsOf = (year: number): MemberFacts['enrolments'] => {
  const known = enrolmentsByYear.get(year);
  if (known !== undefined) return known;
  const enrolments = [year - 1, year].map((each) => ({
    from: localDate(`${each}-01-01`),
    to: localDate(`${each}-12-31`),
  }));
  enrolmentsByYear.set(year, enrolments);
  return enrolments;
};

export const sampleMember = (seed: number, year: number, index: number): SampleMember => {
  const random = randomFor(seed, 1, index);
  const sex = random.chance(1, 2) ? 'male' : 'female';
  const birthDate = born(index, year);
  const layer = Math.floor(index / BIRTH_DAYS);
  const serial = FIRST_SERIAL + layer * 2 + (sex === 'male' ? 1 : 0);
  const difficult = isDifficult(index);
  const chronic = chronicOf(random, year);
  const name = `${FAMILY_NAMES[random.below(FAMILY_NAMES.length)]}样${GIVEN_NAMES[random.below(GIVEN_NAMES.length)]}`;
  const facts: MemberFacts = {
    birthDate,
    sex,
    insurance: 'resident',
    identities: identitiesOf(random, difficult, year),
    enrolments: enrolmentsOf(year),
    chronic: chronic === undefined ? [] : [{ disease: chronic.disease, registeredOn: chronic.registeredOn }],
  };
  const identityNumber = numberOf(birthDate, serial);
  return { index, identityNumber, name, facts, difficult, chronicCode: chronic?.code, sample: true };
};
