/** Sample papers as bytes, one after the other through the district's stays and all qualities. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { openRenderer } from '@erbao/letters/render-pdf';
import type { PaperBytes } from '@erbao/page-text/read-paper';
import { openPageRenderer } from '@erbao/page-text/render-pages';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { type PaperFacts, paperFactsOfVisit } from '@erbao/sample-papers/paper-facts';
import { dpiOf, isStamped, photograph, QUALITIES, type Quality } from '@erbao/sample-papers/photograph';
import type { SamplePage } from '@erbao/sample-papers/sample-page';
import { SAMPLE_PAPERS, type SamplePaperName } from '@erbao/sample-papers/sample-pages';

export const SENT_AS = ['pdf', ...QUALITIES] as const;
export type SentAs = (typeof SENT_AS)[number];
export const isClean = (sentAs: SentAs): boolean => sentAs === 'pdf' || sentAs === 'clean';

/** What a citizen would send each paper as. */
export const KIND_OF: Readonly<Record<SamplePaperName, PaperKind>> = {
  'medical-receipt': 'invoice',
  'settlement-sheet': 'settlement-sheet',
  'discharge-summary': 'medical-record',
  'identity-card-front': 'identity-card',
  'identity-card-back': 'identity-card',
  'bank-card': 'bank-account',
};

const SEED = 7;
const LONGEST_SIDE = 4_000;
const require = createRequire(import.meta.url);
const bytesOf = (file: string): Uint8Array => readFileSync(require.resolve(file));

export type Photographed = {
  readonly name: SamplePaperName;
  readonly sentAs: SentAs;
  readonly bytes: PaperBytes;
  readonly truth: SamplePage['truth'];
};

export const openPhotographs = async () => {
  const font = bytesOf('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  const print = openRenderer(font, () => Promise.resolve(font));
  const draw = await openPageRenderer(bytesOf('@hyzyla/pdfium/pdfium.wasm'));
  const taken = async (pdf: Uint8Array, quality: Quality, seed: number): Promise<Uint8Array> => {
    const [page] = await draw(pdf, { pages: 1, dpi: dpiOf(quality), longestSide: LONGEST_SIDE });
    if (page === undefined) throw new Error('The sample page was not drawn');
    return photograph(page, quality, seed);
  };
  const district = openSampleDistrict({ seed: SEED, year: 2026 });
  const stays = [...district.members()]
    .flatMap((member) => district.visitsOf(member))
    .filter(({ medicalType }) => medicalType === '21');
  const factsAt = (place: number): PaperFacts => {
    const visit = stays[(place * 37) % stays.length];
    if (visit === undefined) throw new Error('The sample district has no stays');
    return paperFactsOfVisit(visit, SEED + place);
  };
  const photographOf = async (
    name: SamplePaperName,
    facts: PaperFacts,
    sentAs: SentAs,
    seed: number,
  ): Promise<Photographed> => {
    const { page, issuedOn, truth } = SAMPLE_PAPERS[name](facts, sentAs !== 'pdf' && isStamped(sentAs));
    const pdf = await print(page, issuedOn);
    const bytes: PaperBytes =
      sentAs === 'pdf'
        ? { content: pdf, contentType: 'application/pdf' }
        : { content: await taken(pdf, sentAs, seed), contentType: 'image/jpeg' };
    return { name, sentAs, bytes, truth };
  };
  return {
    photographOf,
    /** The paper of a stay in the quality whose turn it is. */
    nth: (name: SamplePaperName, place: number): Promise<Photographed> =>
      photographOf(name, factsAt(place), SENT_AS[place % SENT_AS.length] ?? 'clean', place),
  };
};
