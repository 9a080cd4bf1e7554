/** Fund projections as the plans print them, in exact fen; a ratio is used once and rounded once. */
import { type Fen, fen, type Ratio, shareOf, sumFen } from '@erbao/kernel/money';

export type ForecastLine = {
  readonly name: string;
  readonly people: number;
  /** Added up: 0.45% − 0.17%. Negative ratios are meant. */
  readonly rates: readonly Ratio[];
  readonly averageFen: Fen;
  /** In 10,000 yuan, as the plan prints it. */
  readonly printed: number;
};

export type ProjectedLine = {
  readonly line: ForecastLine;
  readonly budgetFen: Fen;
  /** The plan's own factors, in whole 10,000 yuan. */
  readonly ownFactors: number;
  readonly difference: number;
};

export type FundForecast = {
  readonly lines: readonly ProjectedLine[];
  readonly sumFen: Fen;
  readonly raisedFen: Fen;
};

/** 10,000 yuan in fen. */
const TEN_THOUSAND_YUAN = 1_000_000;
const PER_TEN_THOUSAND: Ratio = { num: 1, den: TEN_THOUSAND_YUAN };

export const inTenThousands = (amount: Fen): number => shareOf(amount, PER_TEN_THOUSAND);

const addRatios = (rates: readonly Ratio[]): Ratio =>
  rates.reduce((sum, rate) => ({ num: sum.num * rate.den + rate.num * sum.den, den: sum.den * rate.den }), {
    num: 0,
    den: 1,
  });

const project = (line: ForecastLine): ProjectedLine => {
  const budgetFen = shareOf(fen(line.people * line.averageFen), addRatios(line.rates));
  const ownFactors = inTenThousands(budgetFen);
  return { line, budgetFen, ownFactors, difference: ownFactors - line.printed };
};

export const projectFund = (
  lines: readonly ForecastLine[],
  people: number,
  premiumFen: Fen,
): FundForecast => {
  const projected = lines.map(project);
  return {
    lines: projected,
    sumFen: sumFen(projected.map((line) => line.budgetFen)),
    raisedFen: fen(people * premiumFen),
  };
};

/** part / whole in tenths of a percent, half up: 6,778 of 7,109 is 953. */
export const permilleOf = (part: number, whole: number): number => {
  if (whole === 0) return 0;
  return Number((BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n));
};

export type PremiumRules = {
  readonly leastForBenefits: Ratio;
  readonly adjustBelow: Ratio;
  readonly adjustAbove: Ratio;
};
export type PremiumVerdict = {
  readonly leastFen: Fen;
  readonly adjustBelowFen: Fen;
  readonly adjustAboveFen: Fen;
  readonly reachesLeast: boolean;
  readonly adjustsNextYear: boolean;
};

/** Below 80% or above 110% paid out: next year's plan is adjusted; exactly 80% or 110% is not. */
export const judgePremium = (premiumFen: Fen, paidFen: Fen, rules: PremiumRules): PremiumVerdict => {
  const leastFen = shareOf(premiumFen, rules.leastForBenefits);
  const adjustBelowFen = shareOf(premiumFen, rules.adjustBelow);
  const adjustAboveFen = shareOf(premiumFen, rules.adjustAbove);
  return {
    leastFen,
    adjustBelowFen,
    adjustAboveFen,
    reachesLeast: paidFen >= leastFen,
    adjustsNextYear: paidFen < adjustBelowFen || paidFen > adjustAboveFen,
  };
};
