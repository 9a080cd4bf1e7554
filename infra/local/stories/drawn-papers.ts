/** The papers of a sample claim as its hospital would print them, drawn as PDF from the claim's own data. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openRenderer } from '@erbao/letters/render-pdf';
import type { SampleClaim } from '@erbao/sample-district/sample-claim';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import { paperFactsOfClaim } from '@erbao/sample-papers/paper-facts';
import { SAMPLE_PAPERS, type SamplePaperName } from '@erbao/sample-papers/sample-pages';
import { samplePdf } from './sample-paper.ts';

const require = createRequire(import.meta.url);
const font = readFileSync(
  require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
);
const render = openRenderer(font, () => Promise.resolve(font));

/** What a machine reads; every other kind is a sheet of words. */
const DRAWN: Readonly<Record<string, SamplePaperName>> = {
  invoice: 'medical-receipt',
  'settlement-sheet': 'settlement-sheet',
  'medical-record': 'discharge-summary',
  'identity-card': 'identity-card-front',
  'bank-account': 'bank-card',
};

export const drawPaper = (member: SampleMember, claim: SampleClaim, kind: string): Promise<Uint8Array> => {
  const name = DRAWN[kind];
  if (name === undefined) return Promise.resolve(samplePdf(`${kind} ${claim.invoice.number}`));
  const { page, issuedOn } = SAMPLE_PAPERS[name](paperFactsOfClaim(member, claim), false);
  return render(page, issuedOn);
};
