/** The bodies by which a claim and its papers are handed in, at the phone or at the counter. */
import * as z from 'zod';
import {
  claimAccountSchema,
  claimBillSchema,
  claimInvoiceSchema,
  claimKindSchema,
  claimPaperSchema,
  settlementNumberSchema,
} from './claim-message.ts';
import { PAPER_KINDS } from './paper-kinds.ts';
import { DECLARED_TYPES } from './paper-states.ts';
import { sha256Schema, uploadSchema } from './uploads.ts';
import { residentNumberSchema } from './shapes.ts';

export const paperTicketBodySchema = z.strictObject({
  kind: z.enum(PAPER_KINDS).describe('材料种类'),
  contentType: z.enum(DECLARED_TYPES),
  bytes: z
    .int()
    .min(1)
    .max(20 * 1024 * 1024),
  sha256: sha256Schema,
});

export const fileClaimBodySchema = z.strictObject({
  filingId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/)
    .describe('客户端生成；同一申请重发时保持不变'),
  claimKind: claimKindSchema,
  invoice: claimInvoiceSchema.optional().describe('除门慢登记外必填'),
  settlementNumber: settlementNumberSchema,
  bill: claimBillSchema,
  papers: z.array(claimPaperSchema).max(60),
  account: claimAccountSchema.optional().describe('除门慢登记外必填'),
});

/** A guardian acts for a minor: named by the identity number, which stays out of addresses. */
export const wardSchema = z
  .strictObject({ identityNumber: residentNumberSchema })
  .optional()
  .describe('监护人为未成年人办理时，填写未成年人的身份证号');

/** What a filing is answered with, whoever hands it in. */
export const filedResponse = {
  status: 202,
  schema: z.object({ claimId: z.string(), state: z.literal('filed') }),
} as const;
export const ticketResponse = {
  status: 201,
  schema: z.object({ paperId: z.string(), upload: uploadSchema }),
} as const;
/** Why a filing is turned away at once. */
export const FILING_ERRORS: readonly string[] = [
  'hospital-unknown',
  'member-unknown',
  'paper-not-yours',
  'bill-date-missing',
  'filing-id-reused',
  'account-invalid',
  'account-missing',
  'invoice-missing',
  'registration-kind-wrong',
  'registration-with-amounts',
  'chronic-disease-unknown',
  'other-payer-sum-missing',
  'guardian-for-adult',
];
/** What any other deed about a claim is answered with. */
export const claimStateResponse = {
  status: 200,
  schema: z.object({ claimId: z.string(), state: z.string() }),
} as const;
