/** The sample papers of one stay: what is printed, and what a reader should find on each. */
import { bankCard, identityCardBack, identityCardFront } from './card-pages.ts';
import { dischargeSummary } from './discharge-page.ts';
import type { PaperFacts } from './paper-facts.ts';
import { medicalReceipt } from './receipt-page.ts';
import type { SamplePage } from './sample-page.ts';
import { settlementSheet } from './settlement-page.ts';

export const SAMPLE_PAPER_NAMES = [
  'medical-receipt',
  'settlement-sheet',
  'discharge-summary',
  'identity-card-front',
  'identity-card-back',
  'bank-card',
] as const;
export type SamplePaperName = (typeof SAMPLE_PAPER_NAMES)[number];

export const SAMPLE_PAPERS: Readonly<
  Record<SamplePaperName, (facts: PaperFacts, isStamped: boolean) => SamplePage>
> = {
  'medical-receipt': medicalReceipt,
  'settlement-sheet': settlementSheet,
  'discharge-summary': dischargeSummary,
  'identity-card-front': identityCardFront,
  'identity-card-back': identityCardBack,
  'bank-card': bankCard,
};
