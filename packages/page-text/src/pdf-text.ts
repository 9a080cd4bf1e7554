/** The text that a born-digital PDF itself holds, with its places. A scan, also one with a text layer behind it, has none. */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { Corners, TextCharacter, TextLine } from './page.ts';

/** `scanned`: the page is a picture, whatever text lies behind it: that was read by a machine nobody here knows. */
export type PdfPageText = {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TextLine[];
  readonly scanned: boolean;
};

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/** A picture over more than this part of the page is the page. */
const SCANNED_PART = 0.5;
const IDENTITY = [1, 0, 0, 1, 0, 0] as const;

type Matrix = readonly [number, number, number, number, number, number];
const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
const matrixOf = (given: unknown): Matrix | undefined => {
  const numbers = Array.isArray(given) ? given.map(Number) : [];
  const [a, b, c, d, e, f] = numbers;
  if (a === undefined || b === undefined || c === undefined) return undefined;
  return d === undefined || e === undefined || f === undefined ? undefined : [a, b, c, d, e, f];
};

/** Follows the drawing of the page as far as needed to know how large its pictures are. */
const isScanned = async (page: Page, area: number): Promise<boolean> => {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const kept: Matrix[] = [];
  let now: Matrix = IDENTITY;
  for (const [place, operation] of fnArray.entries()) {
    const given: unknown = argsArray[place];
    if (operation === OPS.save) kept.push(now);
    else if (operation === OPS.restore) now = kept.pop() ?? IDENTITY;
    else if (operation === OPS.transform) now = times(now, matrixOf(given) ?? IDENTITY);
    else if (operation === OPS.paintImageXObject || operation === OPS.paintInlineImageXObject) {
      // a picture fills the unit square of its matrix
      if (Math.abs(now[0] * now[3] - now[1] * now[2]) > area * SCANNED_PART) return true;
    }
  }
  return false;
};

/** Chinese characters are as wide as high, others about half. */
const widthOf = (character: string): number => (/[\u2e80-\uffef]/.test(character) ? 1 : 0.55);

const charactersOf = (text: string): readonly TextCharacter[] => {
  const characters = Array.from(text);
  const whole = characters.reduce((sum, one) => sum + widthOf(one), 0);
  let before = 0;
  return characters.map((one) => {
    const width = widthOf(one);
    const at = (before + width / 2) / whole;
    before += width;
    return { text: one, confidence: 1, at };
  });
};

const pageText = async (page: Page): Promise<PdfPageText> => {
  const viewport = page.getViewport({ scale: 1 });
  const view = matrixOf(viewport.transform) ?? IDENTITY;
  const { items } = await page.getTextContent();
  const lines = items.flatMap((item): TextLine[] => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const matrix = matrixOf(item.transform);
    if (matrix === undefined) return [];
    const [a, b, c, d, x, y] = times(view, matrix);
    const [across, up] = [Math.hypot(a, b), Math.hypot(c, d)];
    if (across === 0 || up === 0) return [];
    // along the line by its width, and upwards by the height of its letters
    const along = [(a / across) * item.width, (b / across) * item.width] as const;
    const corners: Corners = [
      [x + c, y + d],
      [x + along[0] + c, y + along[1] + d],
      [x + along[0], y + along[1]],
      [x, y],
    ];
    return [{ characters: charactersOf(item.str), corners }];
  });
  const { width, height } = viewport;
  return { width, height, lines, scanned: lines.length === 0 || (await isScanned(page, width * height)) };
};

/** The first pages of a PDF. Throws what the library throws for a file that is none, or needs a password. */
export const readPdfText = async (pdf: Uint8Array, pages: number): Promise<readonly PdfPageText[]> => {
  // the library takes the bytes over
  const document = await getDocumentProxy(Uint8Array.from(pdf));
  try {
    const texts: PdfPageText[] = [];
    for (let number = 1; number <= Math.min(pages, document.numPages); number += 1)
      texts.push(await pageText(await document.getPage(number)));
    return texts;
  } finally {
    await document.destroy();
  }
};
