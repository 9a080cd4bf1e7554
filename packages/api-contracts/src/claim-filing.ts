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
import { sha256Schema } from './uploads.ts';

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
  .strictObject({ identityNumber: z.string().regex(/^\d{17}[\dXx]$/) })
  .optional()
  .describe('监护人为未成年人办理时，填写未成年人的身份证号');
