/** Sums and ratios as scheme files write them: always with their unit, always exact. */
import { readFen, readRatio, type Ratio } from '@erbao/kernel/money';

const YUAN = ' yuan';

/** `100000 yuan` → fen; undefined without the unit or below 0. */
export const readYuan = (text: string): number | undefined => {
  if (!text.endsWith(YUAN)) return undefined;
  const read = readFen(text.slice(0, -YUAN.length));
  return read.ok && read.fen >= 0 ? read.fen : undefined;
};

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** 25/100 → 1/4; a ratio above 1 is none. */
export const lowestTerms = (ratio: Ratio): Ratio | undefined => {
  if (ratio.num > ratio.den) return undefined;
  const divisor = greatestDivisor(ratio.den, ratio.num);
  return { num: ratio.num / divisor, den: ratio.den / divisor };
};

/** `25%` or `12.5%` → an exact fraction not above 1; undefined without the unit. */
export const readPercent = (text: string): Ratio | undefined => {
  if (!text.endsWith('%')) return undefined;
  const ratio = readRatio(text.slice(0, -1));
  return ratio === undefined ? undefined : lowestTerms({ num: ratio.num, den: ratio.den * 100 });
};
