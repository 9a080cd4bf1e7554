/** A small deterministic source of numbers: the same seed draws the same district on every machine. */
export type Random = {
  /** An integer from 0 up to, not including, the bound. */
  readonly below: (bound: number) => number;
  /** True so many times in a million. */
  readonly perMillion: (times: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
};

/** 32-bit xorshift, mixed once at the start so that neighbouring seeds differ. */
export const seededRandom = (seed: number): Random => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let warm = 0; warm < 8; warm += 1) next();
  const below = (bound: number): number => Math.floor((next() / 4_294_967_296) * bound);
  return {
    below,
    perMillion: (times) => below(1_000_000) < times,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
};
