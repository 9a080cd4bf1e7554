/**
 * What comparing the papers of a claim brought to light. A finding never refuses: it keeps the engine from approving and
 * shows a person where to look. It holds ids and field names only; what stands on the papers is read from them again.
 */
import { type FieldName, isFieldName } from '@erbao/paper-reading/reading-fields';
import * as z from 'zod';

export const FINDING_CODES = [
  /** A machine could not read it, or has not within the time: a person types. */
  'paper-not-read',
  /** Found infected or damaged after the papers were complete. */
  'paper-unusable',
  /** It is another kind of paper than it was handed in as. */
  'paper-other-form',
  /** 增值税发票 in the place of a medical receipt. */
  'paper-is-vat-invoice',
  'paper-field-missing',
  /** Differs from what was filed, but was not read for sure. */
  'paper-field-unsure',
  'paper-amount-differs',
  'paper-name-differs',
  'paper-number-differs',
  'paper-date-differs',
  'paper-diagnosis-differs',
  /** The number of the receipt as read stands on a paper of another claim, or another claim was filed with it. */
  'receipt-seen-before',
  /** The same photograph or file, or one too like it, in another claim. */
  'picture-seen-before',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  field: z.custom<FieldName>((word) => typeof word === 'string' && isFieldName(word)).optional(),
  /** The papers of this claim that it is about. */
  papers: z.array(z.string()),
  /** The other claims and their papers, for what was seen before. */
  others: z.array(z.object({ claimId: z.string(), paperId: z.string().optional() })).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const isFindingCode = (word: string): word is FindingCode =>
  FINDING_CODES.some((code) => code === word);
