/**
 * Amounts of a visit, drawn so that what nansha-2018 pays on them has the averages of the plan's fund table. All draws
 * are uniform over integers of fen, so each mean below is exact. S is what insurance leaves of the eligible part above
 * the deductible (eligible − deductible − insurance).
 *
 * Inpatient and special outpatient, others, 839 yuan: 3.180% (0.45 / 14.15) of the visits are cancers with a mean
 * benefit of 104.4 hundred yuan (below), so 0.968198 × b + 0.031802 × 10,437 = 839 gives b = 523.70 for the rest.
 *   level 1 and 2 pay S, level 3 pays S / 4: S = b or 4 b, b uniform in 123.70 … 923.70.
 * Difficult, 1,171 yuan: everything left over (total − paid) is paid. Cancers leave 3,000 … 9,000 (mean 6,000), so
 *   0.968198 × r + 0.031802 × 6,000 = 1,171 gives r = 1,012.38: uniform in 212.38 … 1,812.38.
 * Cancer, 26,838 yuan over all people; the difficult get 0 (the inpatient benefit left nothing), they are 5.3095%, so
 *   others need 28,343: 4 of 5 reach the ceiling of 30,000 (S ≥ 42,000), the fifth has 0.75 S + 500 with S uniform in
 *   20,000 … 36,572 (mean 21,714.5); 0.8 × 30,000 + 0.2 × 21,714.5 = 28,343.
 * Specific cancer, 24,617: others need 25,997: half at the ceiling (S ≥ 40,000), half with 0.75 S + 500 + W, S uniform
 *   in 14,000 … 26,000 and the self-paid part W in 3,000 … 9,988 (mean 21,994); 0.5 × 30,000 + 0.5 × 21,994 = 25,997.
 * Mean inpatient benefit S / 4 of those: cancer 0.8 × 12,750 + 0.2 × 7,071.5 = 11,614; specific 0.5 × 12,000 + 0.5 ×
 *   5,000 = 8,500; together (0.28 × 11,614 + 0.17 × 8,500) / 0.45 = 10,437.
 * Chronic, 99 yuan: 95% reach the 100 of the month (200 or more left), 5% have half of 120 … 200: 0.95 × 100 + 0.05 × 80.
 */
import { type Fen, fen, shareOf, subtractFen, sumFen, ZERO_FEN } from '@erbao/kernel/money';
import type { SettlementAmounts } from '@erbao/national-record/settlement-row';
import type { Random } from './random.ts';
import type { SampleLevel } from './sample-hospitals.ts';

type Draw = {
  readonly eligibleFen: Fen;
  readonly deductibleFen: Fen;
  readonly basicFen: Fen;
  readonly criticalIllnessFen: Fen;
  readonly assistanceFen: Fen;
  /** Total − eligible. */
  readonly outOfScopeFen: Fen;
  readonly otherFen?: Fen;
  readonly drugFen?: Fen;
};

const DEDUCTIBLE: Readonly<Record<SampleLevel, Fen>> = { 1: fen(15_000), 2: fen(30_000), 3: fen(50_000) };
/** Insurance ÷ S: 85%, 75% and 60% of the part above the deductible. */
const INSURED_PER_LEFT = { 1: { num: 17, den: 3 }, 2: { num: 3, den: 1 }, 3: { num: 3, den: 2 } } as const;
/** Of a large bill a fifth of the insurance is 大病保险. */
const FIFTH = { num: 1, den: 5 } as const;

/** Every amount of a bill of which only these were drawn. */
export const amountsOf = (draw: Draw): SettlementAmounts => {
  const { eligibleFen, outOfScopeFen, basicFen, criticalIllnessFen, assistanceFen } = draw;
  const { otherFen = ZERO_FEN } = draw;
  const totalFen = sumFen([eligibleFen, outOfScopeFen]);
  const fundsFen = sumFen([basicFen, criticalIllnessFen, assistanceFen, otherFen]);
  const selfFundedFen = shareOf(outOfScopeFen, { num: 3, den: 5 });
  const cashFen = subtractFen(totalFen, fundsFen);
  return {
    totalFen,
    selfFundedFen,
    aboveLimitFen: ZERO_FEN,
    firstSelfPaidFen: subtractFen(outOfScopeFen, selfFundedFen),
    eligibleFen,
    deductibleFen: draw.deductibleFen,
    basicFen,
    civilServantFen: ZERO_FEN,
    enterpriseFen: ZERO_FEN,
    criticalIllnessFen,
    largeSumFen: ZERO_FEN,
    disabledFen: ZERO_FEN,
    assistanceFen,
    otherFen,
    accountFen: ZERO_FEN,
    cashFen,
    personalFen: cashFen,
    hospitalFen: ZERO_FEN,
    fundPaidFen: fundsFen,
    drugFen: draw.drugFen,
  };
};

/** Insurance of a bill that leaves S, split into basic insurance and 大病保险. */
const insured = (
  leftFen: Fen,
  level: SampleLevel,
  isLarge: boolean,
): readonly [basic: Fen, critical: Fen] => {
  const insuranceFen = shareOf(leftFen, INSURED_PER_LEFT[level]);
  const criticalFen = isLarge ? shareOf(insuranceFen, FIFTH) : ZERO_FEN;
  return [subtractFen(insuranceFen, criticalFen), criticalFen];
};

const billLeaving = (
  leftFen: Fen,
  level: SampleLevel,
  outOfScopeFen: Fen,
  isLarge: boolean,
): SettlementAmounts => {
  const [basicFen, criticalIllnessFen] = insured(leftFen, level, isLarge);
  const deductibleFen = DEDUCTIBLE[level];
  const eligibleFen = sumFen([deductibleFen, basicFen, criticalIllnessFen, leftFen]);
  return amountsOf({
    eligibleFen,
    deductibleFen,
    basicFen,
    criticalIllnessFen,
    assistanceFen: ZERO_FEN,
    outOfScopeFen,
  });
};

/** Inpatient or special outpatient, no cancer, not difficult. */
export const ordinaryAmounts = (random: Random, level: SampleLevel): SettlementAmounts => {
  const benefit = random.between(12_370, 92_370);
  const leftFen = fen(level === 3 ? benefit * 4 : benefit);
  return billLeaving(leftFen, level, fen(random.between(10_000, 80_000)), false);
};

/** A bill of a difficult person: `rest` stays after insurance and medical assistance. */
const difficultBill = (restFen: Fen, assistanceFen: Fen, level: SampleLevel): SettlementAmounts => {
  const unpaidFen = sumFen([restFen, assistanceFen]);
  const leftFen = shareOf(unpaidFen, { num: 1, den: 2 });
  const [basicFen, criticalIllnessFen] = insured(leftFen, level, false);
  const deductibleFen = DEDUCTIBLE[level];
  const eligibleFen = sumFen([deductibleFen, basicFen, criticalIllnessFen, leftFen]);
  const outOfScopeFen = subtractFen(subtractFen(unpaidFen, leftFen), deductibleFen);
  return amountsOf({
    eligibleFen,
    deductibleFen,
    basicFen,
    criticalIllnessFen,
    assistanceFen,
    outOfScopeFen,
  });
};

export const difficultAmounts = (random: Random, level: SampleLevel): SettlementAmounts =>
  difficultBill(fen(random.between(21_238, 181_238)), fen(random.between(90_000, 300_000)), level);

export const difficultCancerAmounts = (random: Random): SettlementAmounts =>
  difficultBill(fen(random.between(300_000, 900_000)), fen(random.between(1_500_000, 2_500_000)), 3);

export const cancerAmounts = (random: Random): SettlementAmounts => {
  const left = random.chance(4, 5)
    ? random.between(4_200_000, 6_000_000)
    : random.between(2_000_000, 3_657_200);
  return billLeaving(fen(left), 3, fen(random.between(200_000, 900_000)), true);
};

export const specificCancerAmounts = (random: Random): SettlementAmounts => {
  const left = random.chance(1, 2)
    ? random.between(4_000_000, 5_600_000)
    : random.between(1_400_000, 2_600_000);
  return billLeaving(fen(left), 3, fen(random.between(300_000, 998_800)), true);
};

export const chronicAmounts = (random: Random): SettlementAmounts => {
  const leftFen = fen(
    random.chance(95, 100) ? random.between(20_000, 60_000) : random.between(12_000, 20_000),
  );
  const basicFen = fen(leftFen);
  const drugFen = sumFen([leftFen, basicFen]);
  const draw = { deductibleFen: ZERO_FEN, criticalIllnessFen: ZERO_FEN, assistanceFen: ZERO_FEN };
  // the drugs and a consultation fee in scope, a little outside of it
  const eligibleFen = sumFen([drugFen, fen(1_500)]);
  return amountsOf({ ...draw, eligibleFen, basicFen, drugFen, outOfScopeFen: fen(random.between(0, 3_000)) });
};
