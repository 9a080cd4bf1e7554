/**
 * Which typeface has which character. A name is printed as it is written: what the main typeface lacks is taken from the
 * rare one, and what neither has is printed as its code point. A box would hide which name it was.
 */
import { create, type Font } from 'fontkit';

export const MAIN_FONT = 'NotoSansSC';
export const RARE_FONT = 'RareCharacters';

export type Covers = (point: number) => boolean;

export const coverageOf = (font: Uint8Array): Covers => {
  const opened = create(Buffer.from(font.buffer, font.byteOffset, font.byteLength));
  const faces: readonly Font[] = 'fonts' in opened ? opened.fonts : [opened];
  return (point) => faces.some((face) => face.hasGlyphForCodePoint(point));
};

export type Run = { text: string; font?: string };

const pointOf = (character: string): number => character.codePointAt(0) ?? 0;
/** Line ends are ours; a variation selector changes a form and not the character. */
const IS_SILENT = /^[\n\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;

const codeOf = (character: string): string =>
  `〔U+${pointOf(character).toString(16).toUpperCase().padStart(4, '0')}〕`;

/** What the typeface has no glyph for, each once. */
export const lackedBy = (covers: Covers, text: string): readonly string[] =>
  [...new Set(text)].filter((character) => !IS_SILENT.test(character) && !covers(pointOf(character)));

/** The text in runs of one typeface each. */
export const runsOf = (text: string, main: Covers, rare: Covers): Run[] => {
  const runs: Run[] = [];
  for (const character of text) {
    const isMain = main(pointOf(character)) || character === '\n';
    if (!isMain && IS_SILENT.test(character)) continue;
    const isRare = !isMain && rare(pointOf(character));
    const piece = isMain || isRare ? character : codeOf(character);
    const last = runs.at(-1);
    if (last !== undefined && (last.font === RARE_FONT) === isRare) last.text += piece;
    else runs.push(isRare ? { text: piece, font: RARE_FONT } : { text: piece });
  }
  return runs;
};
