/** Tiered ratios: each tier's part at its own ratio, the exact sum rounded once, half up to the fen. */
import { fen, type Ratio } from '@erbao/kernel/money';
import type { Tier } from './scheme.ts';
import type { TierTrace } from './run.ts';

const isHigher = (a: Ratio, b: Ratio): boolean => a.num * b.den > b.num * a.den;
export const higherRatio = (a: Ratio, b: Ratio | undefined): Ratio =>
  b !== undefined && isHigher(b, a) ? b : a;

/** `upTo` counts from the deductible; the last tier is open. */
export const splitByTiers = (
  baseFen: number,
  tiers: readonly Tier[],
  atLeast: Ratio | undefined,
): readonly TierTrace[] => {
  let below = 0;
  const parts: TierTrace[] = [];
  for (const tier of tiers) {
    const top = tier.upToFen === undefined ? baseFen : Math.min(baseFen, tier.upToFen);
    if (top > below) parts.push({ partFen: top - below, ratio: higherRatio(tier.ratio, atLeast) });
    below = Math.max(below, top);
  }
  return parts;
};

/** BigInt: the common denominator of several ratios times a large sum can pass 2^53. */
export const sumOfTiers = (parts: readonly TierTrace[]): number => {
  let num = 0n;
  let den = 1n;
  for (const { partFen, ratio } of parts) {
    num = num * BigInt(ratio.den) + BigInt(partFen) * BigInt(ratio.num) * den;
    den *= BigInt(ratio.den);
  }
  return fen(Number((num * 2n + den) / (den * 2n)));
};
