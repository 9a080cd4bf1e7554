/** Random members and bills around every boundary of the seven schemes. */
import {
  AMOUNT_NAMES,
  BILL_KINDS,
  type AmountName,
  type BillFacts,
  type DiagnosisFacts,
  type MemberFacts,
} from '@erbao/benefit-policy/facts';
import { addDays, type LocalDate, localDate } from '@erbao/kernel/dates';
import { type Fen, fen } from '@erbao/kernel/money';
import fc from 'fast-check';

const FIRST_DAY = localDate('2019-08-01');
/** All seven schemes hold on these days. */
export const someDay: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 510 })
  .map((n) => addDays(FIRST_DAY, n));
const earlierDay = fc.integer({ min: -800, max: 510 }).map((n) => addDays(FIRST_DAY, n));
const birthDay = fc.integer({ min: -33_000, max: -300 }).map((n) => addDays(FIRST_DAY, n));

const IDENTITIES = [
  ...['difficult', 'extreme-poverty', 'low-allowance', 'low-allowance-longterm', 'registered-poor', 'orphan'],
  ...[
    'low-income-severe',
    'family-planning',
    'special-care',
    'aids',
    'retrenched-1960s',
    'distressed-worker',
  ],
];
const CODES = [
  ...['J18.900', 'C34.900x001', 'C16.900', 'C61.x00', 'C91.100', 'C81.900', 'C44.300', 'D05.100', 'C50.900'],
  ...['C92.000', 'C41.900', 'B20.000', 'I21.900', 'c34', '肺癌'],
];
const STAGES = ['A', 'Binet B', 'I', 'Ann Arbor IIB', 'T1N0M0', 'T2N0M0', 'unknown'];
const DISEASES = ['hypertension', 'diabetes', 'copd', 'epilepsy', 'dialysis'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const diagnosis: fc.Arbitrary<DiagnosisFacts> = fc.record({
  code: fc.constantFrom(...CODES),
  main: fc.boolean(),
  pathologyConfirmed: maybe(fc.boolean()),
  firstConfirmedOn: maybe(earlierDay),
  metastatic: maybe(fc.boolean()),
  stage: maybe(fc.constantFrom(...STAGES)),
  hiv: maybe(fc.boolean()),
  chemotherapy: maybe(fc.boolean()),
  marrowTransplant: maybe(fc.boolean()),
  listedDisease: maybe(fc.constantFrom(true, true, false)),
});

export const someMember: fc.Arbitrary<MemberFacts> = fc.record({
  birthDate: birthDay,
  sex: fc.constantFrom('male', 'female'),
  insurance: fc.constantFrom('resident', 'resident', 'resident', 'employee', 'none'),
  identities: fc.array(
    fc.record({ kind: fc.constantFrom(...IDENTITIES), from: earlierDay, to: maybe(someDay) }),
    { maxLength: 3 },
  ),
  enrolments: fc.constantFrom(
    [{ from: localDate('2017-01-01'), to: localDate('2021-12-31') }],
    [{ from: localDate('2019-01-01'), to: localDate('2020-06-30') }],
  ),
  chronic: fc.array(fc.record({ disease: fc.constantFrom(...DISEASES), registeredOn: earlierDay }), {
    maxLength: 4,
  }),
  suspendedKinds: fc.constantFrom([], [], [], ['inpatient' as const]),
});

/** Mostly possible amounts: each is at most what is left of the one before. */
const possibleAmounts = (sums: readonly number[]): Record<AmountName, Fen> => {
  const [total = 0, ...shares] = sums;
  const part = (of: number, share: number | undefined): number => Math.floor((of * (share ?? 0)) / 1_000_000);
  const eligible = part(total, shares[0]);
  const basic = part(eligible, shares[1]);
  const criticalIllness = part(eligible - basic, shares[2]);
  const assistance = part(total - basic - criticalIllness, shares[3]);
  const other = part(total - basic - criticalIllness - assistance, shares[4]);
  const paid = basic + criticalIllness + assistance + other;
  const rest = { deductible: part(eligible, shares[5]), excluded: part(total, shares[6]) };
  const drug = paid + part(total - paid, shares[7]);
  const veterans = part(total, shares[8]);
  const all = { total, eligible, basic, criticalIllness, assistance, other, ...rest, drug, veterans };
  return {
    total: fen(all.total),
    eligible: fen(all.eligible),
    deductible: fen(all.deductible),
    basic: fen(all.basic),
    criticalIllness: fen(all.criticalIllness),
    assistance: fen(all.assistance),
    other: fen(all.other),
    excluded: fen(all.excluded),
    drug: fen(all.drug),
    veterans: fen(all.veterans),
  };
};

const share = fc.oneof(fc.constant(0), fc.constant(1_000_000), fc.integer({ min: 0, max: 1_000_000 }));
const total = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000_000 }));
const orderly = fc.tuple(total, fc.array(share, { minLength: 9, maxLength: 9 }));
const disorderly = fc.array(fc.integer({ min: -5, max: 300 }), { minLength: 10, maxLength: 10 });

export const someAmounts: fc.Arbitrary<Record<AmountName, Fen>> = fc.oneof(
  { weight: 9, arbitrary: orderly.map(([sum, shares]) => possibleAmounts([sum, ...shares])) },
  {
    weight: 1,
    arbitrary: disorderly.map((sums) => {
      const amounts = possibleAmounts([]);
      AMOUNT_NAMES.forEach((name, index) => {
        amounts[name] = fen(sums[index] ?? 0);
      });
      return amounts;
    }),
  },
);

const withoutLayers = (amounts: Record<AmountName, Fen>, isBare: boolean): Record<AmountName, Fen> =>
  isBare ? { ...amounts, criticalIllness: fen(0), assistance: fen(0) } : amounts;

export const someBill: fc.Arbitrary<BillFacts> = fc
  .record({
    kind: fc.constantFrom('inpatient' as const, 'inpatient' as const, ...BILL_KINDS),
    facility: fc.record({
      level: fc.constantFrom(0, 1, 2, 3, 3),
      area: fc.constantFrom('inside', 'inside', 'outside', 'town'),
      designated: fc.constantFrom(true, true, true, false),
      tier: maybe(fc.constantFrom('grassroots', 'city')),
    }),
    on: someDay,
    days: fc.integer({ min: 0, max: 40 }),
    diagnoses: fc.array(diagnosis, { maxLength: 2 }),
    disease: maybe(fc.constantFrom(...DISEASES)),
    flags: fc.subarray(['drug-abuse', 'accident', 'referred'], { maxLength: 1 }),
    amounts: someAmounts,
    isBare: fc.boolean(),
  })
  .map(({ on, days, isBare, amounts, ...rest }) => ({
    ...rest,
    admittedOn: addDays(on, -days),
    dischargedOn: on,
    servedOn: on,
    amounts: withoutLayers(amounts, isBare),
  }));

/** The numbers of an imaginary municipality, for the two frameworks. */
export const PARAMETERS = {
  criticalIllness: {
    deductible: '14000.00',
    annualCap: '300000.00',
    tiers: [
      { upTo: '50000.00', ratio: '0.60' },
      { upTo: null, ratio: '0.70' },
    ],
  },
  assistance: { annualLimit: '80000.00', secondary: { burdenAbove: '5000.00', ratio: '0.50' } },
} as const;
