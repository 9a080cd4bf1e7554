/**
 * A page as PDF bytes. The typeface is given as bytes and only the glyphs used are embedded (30–50 KB a letter); nothing is
 * read from disk or from the network. The same page is the same bytes: the date of the file is the date of the paper.
 */
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { FONT } from './letter-page.ts';

declare module 'pdfmake' {
  /** Where pdfmake looks for fonts before it looks on disk; missing in its published types. */
  export const virtualfs: { readonly writeFileSync: (name: string, content: Uint8Array) => void };
}

const nothing = (): boolean => false;
pdfmake.setUrlAccessPolicy(nothing);
pdfmake.setLocalAccessPolicy(nothing);

export type RenderPdf = (page: TDocumentDefinitions, issuedOn: string) => Promise<Uint8Array>;

export const openRenderer = (font: Uint8Array): RenderPdf => {
  const file = `${FONT}.ttf`;
  pdfmake.virtualfs.writeFileSync(file, Buffer.from(font.buffer, font.byteOffset, font.byteLength));
  pdfmake.setFonts({ [FONT]: { normal: file } });
  return async (page, issuedOn) => {
    const info = { ...page.info, creationDate: new Date(`${issuedOn}T00:00:00.000+08:00`) };
    return new Uint8Array(await pdfmake.createPdf({ ...page, info }).getBuffer());
  };
};
