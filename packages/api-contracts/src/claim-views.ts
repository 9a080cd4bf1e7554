/** A claim as it is shown: masked, with its timeline and the reasons of its sums. Sums are fen and yuan text. */
import * as z from 'zod';
import { paperViewSchema } from './paper-views.ts';

export const claimIdParams = z.object({
  claimId: z
    .string()
    .regex(/^ER-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .describe('申请编号'),
});

export const claimSummarySchema = z.object({
  claimId: z.string(),
  state: z.string(),
  stateName: z.string(),
  filedAt: z.string(),
  totalFen: z.int().optional(),
  totalYuan: z.string().optional(),
  /** In a list: filed as the guardian of a minor. */
  forWard: z.boolean().optional(),
});

export const benefitLineSchema = z.object({
  benefit: z.string(),
  amountFen: z.int(),
  amountYuan: z.string(),
  clause: z.string(),
  clauseText: z.string(),
});

export const decisionViewSchema = z.object({
  version: z.int(),
  outcome: z.string(),
  totalFen: z.int(),
  totalYuan: z.string(),
  benefits: z.array(benefitLineSchema),
  reason: z.object({ code: z.string(), text: z.string() }).optional(),
  /** Questions that wait for a person. */
  referrals: z.array(z.object({ code: z.string(), text: z.string() })),
  /** Chinese sentences: what was asked, paid before, given by which clause, limited by what, how to object. */
  explanation: z.array(z.string()),
  schemeId: z.string(),
  schemeVersion: z.string(),
  receiptHash: z.string(),
});

export const deadlineViewSchema = z.object({
  deadlineId: z.string(),
  clause: z.string(),
  startedAt: z.string(),
  dueAt: z.string(),
  provisional: z.boolean(),
  state: z.string(),
  marks: z.array(
    z.object({ name: z.string(), at: z.string(), escalatesTo: z.string(), raised: z.boolean() }),
  ),
});

export const claimViewSchema = claimSummarySchema.extend({
  version: z.int(),
  hospitalId: z.string(),
  /** Absent, as the account, for a registration. */
  invoiceNumber: z.string().optional(),
  missing: z.array(z.object({ kind: z.string(), name: z.string() })),
  /** What was handed in, and what became of each. */
  papers: z.array(paperViewSchema),
  account: z.object({ holder: z.string(), number: z.string(), bankName: z.string() }).optional(),
  decision: decisionViewSchema.optional(),
  refusal: z.object({ code: z.string(), text: z.string() }).optional(),
  /** 停付: why the approval of an earlier version was taken back; for the office only. */
  approvalStop: z.object({ reason: z.string(), at: z.string() }).optional(),
  paymentId: z.string().optional(),
  /** Every attempt to pay, of every decided version; `beside` goes on while the claim follows another one. */
  payments: z.array(
    z.object({
      paymentId: z.string(),
      version: z.int(),
      attempt: z.int(),
      amountFen: z.int(),
      amountYuan: z.string(),
      state: z.string(),
      stateName: z.string(),
      beside: z.boolean(),
      bookedAt: z.string().optional(),
      returnedAt: z.string().optional(),
    }),
  ),
  paidAt: z.string().optional(),
  /** The promise that runs now; all of them are in `deadlines`. */
  deadline: deadlineViewSchema.optional(),
  deadlines: z.array(deadlineViewSchema),
  claimKind: z.string(),
  late: z.boolean(),
  /** What the reviewer asked, while the reply is awaited. */
  question: z.object({ text: z.string(), askedAt: z.string() }).optional(),
  /** When the wait for a supplement or a reply ends. */
  awaitedUntil: z.string().optional(),
  /** 门慢登记: registered on this day, in effect from the next month. */
  registeredOn: z.string().optional(),
  objectUntil: z.string().optional(),
  petitions: z.array(
    z.object({
      kind: z.string(),
      reason: z.string(),
      outcome: z.string().optional(),
      answer: z.string().optional(),
    }),
  ),
  restClaimId: z.string().optional(),
  timeline: z.array(z.object({ at: z.string(), action: z.string(), text: z.string() })),
});
export type ClaimView = z.infer<typeof claimViewSchema>;
