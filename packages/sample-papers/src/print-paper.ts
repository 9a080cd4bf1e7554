/** A sample paper as bytes: the PDF as its hospital prints it, or a photograph of that. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { openRenderer } from '@erbao/letters/render-pdf';
import type { PaperBytes } from '@erbao/page-text/read-paper';
import { openPageRenderer } from '@erbao/page-text/render-pages';
import type { PaperFacts } from './paper-facts.ts';
import { dpiOf, isStamped, photograph, QUALITIES, type Quality } from './photograph.ts';
import type { SamplePage } from './sample-page.ts';
import { SAMPLE_PAPERS, type SamplePaperName } from './sample-pages.ts';

export const SENT_AS = ['pdf', ...QUALITIES] as const;
export type SentAs = (typeof SENT_AS)[number];

/** What a citizen would send each paper as. */
export const KIND_OF: Readonly<Record<SamplePaperName, PaperKind>> = {
  'medical-receipt': 'invoice',
  'settlement-sheet': 'settlement-sheet',
  'discharge-summary': 'medical-record',
  'identity-card-front': 'identity-card',
  'identity-card-back': 'identity-card',
  'bank-card': 'bank-account',
};

export type PrintedPaper = {
  readonly name: SamplePaperName;
  readonly sentAs: SentAs;
  readonly bytes: PaperBytes;
  readonly truth: SamplePage['truth'];
};
export type PrintPaper = (
  name: SamplePaperName,
  facts: PaperFacts,
  sentAs: SentAs,
  seed: number,
) => Promise<PrintedPaper>;

const LONGEST_SIDE = 4_000;

/** `font`: Noto Sans SC as TrueType; `pdfium`: `@hyzyla/pdfium/pdfium.wasm`. */
export const openPrinter = async (parts: {
  readonly font: Uint8Array;
  readonly pdfium: Uint8Array;
}): Promise<PrintPaper> => {
  const print = openRenderer(parts.font, () => Promise.resolve(parts.font));
  const draw = await openPageRenderer(parts.pdfium);
  const taken = async (pdf: Uint8Array, quality: Quality, seed: number): Promise<Uint8Array> => {
    const [page] = await draw(pdf, { pages: 1, dpi: dpiOf(quality), longestSide: LONGEST_SIDE });
    if (page === undefined) throw new Error('The sample page was not drawn');
    return photograph(page, quality, seed);
  };
  return async (name, facts, sentAs, seed) => {
    const { page, issuedOn, truth } = SAMPLE_PAPERS[name](facts, sentAs !== 'pdf' && isStamped(sentAs));
    const pdf = await print(page, issuedOn);
    const bytes: PaperBytes =
      sentAs === 'pdf'
        ? { content: pdf, contentType: 'application/pdf' }
        : { content: await taken(pdf, sentAs, seed), contentType: 'image/jpeg' };
    return { name, sentAs, bytes, truth };
  };
};
