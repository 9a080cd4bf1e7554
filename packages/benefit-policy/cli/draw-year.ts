/**
 * A year of bills of a made-up district for measuring and for what-if runs: nobody in it exists. Rates follow the
 * plan's own fund table where it has one (12,581 of 236,954 people in difficulty, 44% with a chronic disease).
 */
import { addDays, type LocalDate, localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import type { BillFacts, DiagnosisFacts, FacilityFacts, MemberFacts } from '../src/facts.ts';
import { type Random, seededRandom } from './seeded-random.ts';

export type DrawnMember = { readonly member: MemberFacts; readonly bills: readonly BillFacts[] };

/** `stays`: five stays or special-outpatient bills each; `district`: the whole mix, about five bills a member. */
export type Mix = 'stays' | 'district';

const FIRST_DAY = localDate('2018-01-01');
const LAST_DAY = localDate('2018-12-31');
const DAYS: readonly LocalDate[] = Array.from({ length: 365 }, (_unused, day) => addDays(FIRST_DAY, day));
const dayAt = (index: number): LocalDate => DAYS[Math.min(Math.max(index, 0), 364)] ?? FIRST_DAY;

const facility = (level: 1 | 2 | 3, area: 'inside' | 'outside', designated = true): FacilityFacts => ({
  level,
  area,
  designated,
  tier: level === 3 ? 'city' : 'grassroots',
});
const FACILITIES = [
  ...[facility(1, 'inside'), facility(1, 'inside'), facility(2, 'inside'), facility(2, 'inside')],
  ...[facility(3, 'inside'), facility(3, 'inside'), facility(3, 'outside'), facility(2, 'outside')],
] as const;
const FOREIGN = facility(3, 'outside', false);

const DISEASES = ['hypertension', 'diabetes', 'copd', 'epilepsy'] as const;
const ORDINARY: readonly [string, ...string[]] = [
  'J18.900',
  'I21.900',
  'K35.900',
  'S72.000',
  'N18.001',
  'E11.900',
];
const CANCERS: readonly [string, ...string[]] = [
  'C34.900',
  'C16.900',
  'C50.900',
  'C61.x00',
  'C44.300',
  'D05.100',
];

const drawDiagnoses = (random: Random): readonly DiagnosisFacts[] => {
  if (!random.perMillion(40_000)) return [{ code: random.pick(ORDINARY), main: true }];
  return [
    {
      code: random.pick(CANCERS),
      main: true,
      pathologyConfirmed: !random.perMillion(50_000),
      firstConfirmedOn: dayAt(random.below(365)),
      metastatic: random.perMillion(300_000),
      stage: 'T2N0M0',
    },
  ];
};

const drawStay = (random: Random, kind: 'inpatient' | 'special-outpatient', end: number): BillFacts => {
  const eligible = 20_000 + random.below(3_000_000);
  const total = eligible + random.below(Math.floor(eligible / 3));
  const deductible = random.pick([40_000, 60_000, 100_000, 160_000] as const);
  const basic = Math.floor((Math.max(0, eligible - deductible) * (55 + random.below(30))) / 100);
  const rest = total - basic;
  const amounts = {
    total: fen(total),
    eligible: fen(eligible),
    deductible: fen(Math.min(deductible, eligible)),
    basic: fen(basic),
    criticalIllness: fen(random.perMillion(100_000) ? random.below(Math.floor(rest / 4) + 1) : 0),
    assistance: fen(0),
    other: fen(random.perMillion(80_000) ? random.below(Math.floor(rest / 4) + 1) : 0),
  };
  const place = random.perMillion(5_000) ? FOREIGN : random.pick(FACILITIES);
  const diagnoses = drawDiagnoses(random);
  return kind === 'inpatient'
    ? {
        kind,
        facility: place,
        amounts,
        diagnoses,
        admittedOn: dayAt(end - random.below(14)),
        dischargedOn: dayAt(end),
      }
    : { kind, facility: place, amounts, diagnoses, servedOn: dayAt(end) };
};

const drawDrugBill = (random: Random, disease: string, end: number): BillFacts => {
  const drug = 5_000 + random.below(40_000);
  const basic = Math.min(drug, 5_000);
  return {
    kind: 'chronic-outpatient',
    facility: FACILITIES[random.below(4)] ?? FACILITIES[0],
    disease,
    servedOn: dayAt(end),
    amounts: { total: fen(drug + random.below(2_000)), drug: fen(drug), basic: fen(basic) },
  };
};

const drawMemberFacts = (random: Random, disease: string | undefined): MemberFacts => ({
  birthDate: addDays(FIRST_DAY, -random.below(30_000)),
  sex: random.perMillion(500_000) ? 'male' : 'female',
  insurance: 'resident',
  identities: random.perMillion(53_095) ? [{ kind: 'difficult', from: FIRST_DAY }] : [],
  enrolments: random.perMillion(990_000) ? [{ from: FIRST_DAY, to: LAST_DAY }] : [],
  chronic: disease === undefined ? [] : [{ disease, registeredOn: addDays(FIRST_DAY, -100) }],
});

const drawBills = (random: Random, mix: Mix, disease: string | undefined): readonly BillFacts[] => {
  const count = mix === 'stays' ? 5 : disease === undefined ? random.below(3) : 10 + random.below(2);
  return Array.from({ length: count }, (_unused, index) => {
    const end = Math.floor(((index + 1) * 365) / (count + 1)) + random.below(20);
    if (mix === 'district' && disease !== undefined && !random.perMillion(60_000))
      return drawDrugBill(random, disease, end);
    return drawStay(random, random.perMillion(800_000) ? 'inpatient' : 'special-outpatient', end);
  });
};

/** One member by its number: any part of the district can be drawn without the rest. */
export const drawMember = (seed: number, index: number, mix: Mix): DrawnMember => {
  const random = seededRandom(seed * 1_000_003 + index);
  const isChronic = mix === 'district' && random.perMillion(440_200);
  const disease = isChronic ? random.pick(DISEASES) : undefined;
  return { member: drawMemberFacts(random, disease), bills: drawBills(random, mix, disease) };
};
