/**
 * A page as PDF bytes. The typefaces are given as bytes and only the glyphs used are embedded (30–50 KB a letter); nothing is
 * read from disk or from the network. The same page is the same bytes: the date of the file is the date of the paper.
 */
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { small } from './letter-page.ts';
import { type Covers, coverageOf, lackedBy, MAIN_FONT, RARE_FONT, type Run, runsOf } from './typefaces.ts';

declare module 'pdfmake' {
  /** Where pdfmake looks for fonts before it looks on disk; missing in its published types. */
  export const virtualfs: { readonly writeFileSync: (name: string, content: Uint8Array) => void };
}

const nothing = (): boolean => false;
pdfmake.setUrlAccessPolicy(nothing);
pdfmake.setLocalAccessPolicy(nothing);

export type RenderPdf = (page: TDocumentDefinitions, issuedOn: string) => Promise<Uint8Array>;

const fileOf = (font: string): string => `${font}.ttf`;
const keepFont = (name: string, bytes: Uint8Array): Covers => {
  pdfmake.virtualfs.writeFileSync(
    fileOf(name),
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
  return coverageOf(bytes);
};

/** Every text of a page, with what puts other content in its place. */
const textsOf = (
  node: unknown,
): readonly { readonly text: string; readonly put: (runs: readonly Run[]) => void }[] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.entries(node).flatMap(([place, value]) => {
        if (typeof value !== 'string') return textsOf(value);
        if (place === 'text')
          return [{ text: value, put: (runs: readonly Run[]) => void Reflect.set(node, place, runs) }];
        if (!Array.isArray(node)) return [];
        return [
          { text: value, put: (runs: readonly Run[]) => void Reflect.set(node, place, { text: runs }) },
        ];
      });

const UNPRINTED = '〔U+…〕为计算机字符统一编码，代表所用字体不能显示的字；以登记的姓名、名称为准。';

/** `openRare` gives the typeface of rare characters; it is large, and asked for by the first page that needs it. */
export const openRenderer = (font: Uint8Array, openRare: () => Promise<Uint8Array>): RenderPdf => {
  const main = keepFont(MAIN_FONT, font);
  pdfmake.setFonts({
    [MAIN_FONT]: { normal: fileOf(MAIN_FONT) },
    [RARE_FONT]: { normal: fileOf(RARE_FONT) },
  });
  let opened: Promise<Covers> | undefined;
  const rareCovers = (): Promise<Covers> => {
    opened ??= openRare().then((bytes) => keepFont(RARE_FONT, bytes));
    return opened;
  };
  /** Changes the texts of the page where they stand, as the printing of a page does anyhow. */
  const withRare = async (page: TDocumentDefinitions): Promise<TDocumentDefinitions> => {
    const lacking = textsOf(page.content).filter(({ text }) => lackedBy(main, text).length > 0);
    if (lacking.length === 0) return page;
    const rare = await rareCovers();
    for (const { text, put } of lacking) put(runsOf(text, main, rare));
    const isPrinted = lacking.every(({ text }) => lackedBy(rare, lackedBy(main, text).join('')).length === 0);
    return isPrinted ? page : { ...page, content: [page.content, small(UNPRINTED)] };
  };
  return async (page, issuedOn) => {
    const info = { ...page.info, creationDate: new Date(`${issuedOn}T00:00:00.000+08:00`) };
    return new Uint8Array(await pdfmake.createPdf({ ...(await withRare(page)), info }).getBuffer());
  };
};
