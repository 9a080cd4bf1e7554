/** A paper's bytes → the text of its pages: the file's own text where it has one, else what a machine sees. */
import type { PageText } from './page.ts';
import { readPdfText } from './pdf-text.ts';
import type { Raster } from './raster.ts';
import type { ReadCodes } from './read-codes.ts';
import type { ReadPicture } from './read-picture.ts';
import type { RenderPages } from './render-pages.ts';

export type PictureType = 'image/jpeg' | 'image/png' | 'image/heic';
export type PaperBytes = {
  readonly content: Uint8Array;
  readonly contentType: PictureType | 'application/pdf';
};
/** Undefined for what is no picture or a damaged one. `longestSide` in pixels: a larger picture is made smaller. */
export type DecodePicture = (
  content: Uint8Array,
  contentType: PictureType,
  longestSide: number,
) => Promise<Raster | undefined>;

export type PaperText =
  | {
      readonly ok: true;
      readonly pages: readonly PageText[];
      /** The first page of a PDF as it was drawn, where it is a scan; print that the file itself gives is known by its text. */
      readonly front?: Raster;
    }
  | { readonly ok: false; readonly reason: 'damaged' | 'encrypted' };
export type ReadPaper = (paper: PaperBytes) => Promise<PaperText>;

export type Engines = {
  readonly decode: DecodePicture;
  readonly render: RenderPages;
  readonly readPicture: ReadPicture;
  readonly readCodes: ReadCodes;
};

/** Of a longer file the first pages are read: what a claim needs stands on them. */
export const MOST_PAGES = 4;
/** A sheet of A4 at 250 dots an inch; more shows nothing new and costs time. */
export const LONGEST_SIDE = 2_900;
export const SCAN_DPI = 200;
const CODE_DPI = 150;

const seen = async ({ readPicture, readCodes }: Engines, picture: Raster): Promise<PageText> => {
  const { upright, turns, lines } = await readPicture(picture);
  const codes = await readCodes(upright);
  return { source: 'ocr', width: upright.width, height: upright.height, turns, lines, codes };
};

const readPdf = async (engines: Engines, pdf: Uint8Array) => {
  const texts = await readPdfText(pdf, MOST_PAGES);
  const dpi = texts.some(({ scanned }) => scanned) ? SCAN_DPI : CODE_DPI;
  const pictures = await engines.render(pdf, { pages: MOST_PAGES, dpi, longestSide: LONGEST_SIDE });
  const pages: PageText[] = [];
  for (const [index, { width, height, lines, scanned }] of texts.entries()) {
    const picture = pictures[index];
    if (picture === undefined) continue;
    if (scanned) pages.push(await seen(engines, picture));
    else {
      const scale = width / picture.width;
      const codes = (await engines.readCodes(picture)).map((code) => {
        const [a, b, c, d] = code.corners;
        const scaled = ([x, y]: (typeof code.corners)[0]) => [x * scale, y * scale] as const;
        return { ...code, corners: [scaled(a), scaled(b), scaled(c), scaled(d)] as const };
      });
      pages.push({ source: 'pdf-text', width, height, turns: 0, lines, codes });
    }
  }
  const front = texts[0]?.scanned === true ? pictures[0] : undefined;
  return { pages, ...(front === undefined ? {} : { front }) };
};

const isEncrypted = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'PasswordException';

export const openPaperReader =
  (engines: Engines): ReadPaper =>
  async ({ content, contentType }) => {
    if (contentType !== 'application/pdf') {
      const picture = await engines.decode(content, contentType, LONGEST_SIDE);
      if (picture === undefined) return { ok: false, reason: 'damaged' };
      return { ok: true, pages: [await seen(engines, picture)] };
    }
    try {
      return { ok: true, ...(await readPdf(engines, content)) };
    } catch (thrown) {
      // the libraries throw plain errors, and only for what they are given
      return { ok: false, reason: isEncrypted(thrown) ? 'encrypted' : 'damaged' };
    }
  };
