/** A seeded stream of integers. The same seed and labels give the same stream on every machine; nothing else is drawn. */

export type Random = {
  /** 0 ≤ result < n, n ≤ 2^32. */
  readonly below: (n: number) => number;
  /** from ≤ result ≤ to, every integer equally likely: the mean is (from + to) / 2. */
  readonly between: (from: number, to: number) => number;
  /** True in `num` of `den` cases. */
  readonly chance: (num: number, den: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
};

// Finaliser of MurmurHash3 and the step of Mulberry32: public-domain integer mixes, good enough for samples.
const mix = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** One stream for each (seed, labels), so that a member's draws do not depend on how many others were drawn. */
export const randomFor = (seed: number, ...labels: readonly number[]): Random => {
  let state = labels.reduce((h, label) => mix(h + Math.imul(label, 0x9e3779b1) + 1), mix(seed | 0));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n: number): number => Math.floor((next() / 0x1_0000_0000) * n);
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (num, den) => below(den) < num,
    pick: (from) => from[below(from.length)] ?? from[0],
  };
};
