/** What one person puts forward about a payment, and what counts when a second person has looked. */
import { instantSchema } from '@erbao/kernel/schemas';
import { sealedSchema } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';

/** Holder and number sealed for the claim or statement that is paid (`payee.ts`). */
export const payeeAccountSchema = z.object({
  sealedHolder: sealedSchema,
  sealedNumber: sealedSchema,
  maskedHolder: z.string(),
  maskedNumber: z.string(),
  bankName: z.string(),
  cnaps: z.string(),
  relation: z.enum(['self', 'guardian']),
});
export type PayeeAccount = z.infer<typeof payeeAccountSchema>;

/** A corrected account, or the word that the account is right as it is, until a second person has looked. */
export const accountProposalSchema = z.object({
  account: payeeAccountSchema.optional(),
  /** Of a claim's corrected account: keyed hashes of its number and holder, as on the claim. */
  accountIndex: z.string().optional(),
  holderIndex: z.string().optional(),
  /** Claims of strangers that name the same account: the second person is told. */
  sharedWith: z.array(z.string()).optional(),
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
});
export type AccountProposal = z.infer<typeof accountProposalSchema>;

/** What the bank did, by a person who asked it; it counts when a second person has looked. */
export const enteredResultSchema = z.object({
  outcome: z.enum(['paid', 'failed', 'returned']),
  /** The bank's own number of the booking, or of its written answer. */
  reference: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
});
export type EnteredResult = z.infer<typeof enteredResultSchema>;
