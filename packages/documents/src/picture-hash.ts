/**
 * How a picture looks, as 256 bits: whether each of the 16 × 16 lowest waves of its brightness (discrete cosine transform
 * of 64 × 64 grey pixels) is above their median. The same photograph sent smaller, brighter or packed harder differs in
 * up to about 25 bits; two photographs of different papers in about 45 (measured on the sample papers). Clean scans of
 * one form look alike to it, so what was read on them has a say too.
 */
export const PICTURE_EDGE = 64;
const WAVES = 16;

const COSINES = Array.from({ length: WAVES }, (_, wave) =>
  Array.from({ length: PICTURE_EDGE }, (_unused, at) =>
    Math.cos(((2 * at + 1) * (wave + 1) * Math.PI) / (2 * PICTURE_EDGE)),
  ),
);

const HEX_DIGIT_BITS = 4;
const hexOf = (bits: readonly boolean[]): string => {
  let text = '';
  for (let at = 0; at < bits.length; at += HEX_DIGIT_BITS)
    text += bits
      .slice(at, at + HEX_DIGIT_BITS)
      .reduce((digit, bit) => digit * 2 + (bit ? 1 : 0), 0)
      .toString(16);
  return text;
};

/** `grey`: {@link PICTURE_EDGE}² bytes, row by row. Gives 64 hexadecimal digits. */
export const pictureHash = (grey: Uint8Array): string => {
  const rows = Array.from({ length: PICTURE_EDGE }, (_, y) =>
    COSINES.map((cosines) =>
      cosines.reduce((sum, cosine, x) => sum + cosine * (grey[y * PICTURE_EDGE + x] ?? 0), 0),
    ),
  );
  const waves = COSINES.flatMap((cosines) =>
    Array.from({ length: WAVES }, (_, u) =>
      cosines.reduce((sum, cosine, y) => sum + cosine * (rows[y]?.[u] ?? 0), 0),
    ),
  );
  const median = waves.toSorted((a, b) => a - b)[waves.length / 2] ?? 0;
  return hexOf(waves.map((wave) => wave > median));
};

/** In how many of 256 bits two pictures differ. */
export const pictureDistance = (a: string, b: string): number => {
  let differing = 0;
  for (let at = 0; at < a.length; at += 1) {
    let bits = Number.parseInt(a.charAt(at), 16) ^ Number.parseInt(b.charAt(at), 16);
    for (; bits > 0; bits >>= 1) differing += bits & 1;
  }
  return differing;
};
