/**
 * Papers that leave the office, as data: what the PDF shows is this and nothing more, so that a program reads the same sums
 * as a person. Sums are fen; names stand in full where the paper is for the person named.
 */
import * as z from 'zod';

export const CLAIM_LETTER_KINDS = ['decision', 'refusal', 'return', 'objection'] as const;
export type ClaimLetterKind = (typeof CLAIM_LETTER_KINDS)[number];
export const BATCH_PAPER_KINDS = ['application', 'list'] as const;
export type BatchPaperKind = (typeof BATCH_PAPER_KINDS)[number];

const claimFields = {
  /** Claim number and version of the decision: names the letter for good. */
  letterNumber: z.string(),
  issuedOn: z.string(),
  claimId: z.string(),
  insured: z.object({ name: z.string(), maskedIdentityNumber: z.string() }),
  hospitalName: z.string(),
  invoiceNumber: z.string(),
};
const decidedFields = {
  ...claimFields,
  schemeTitle: z.string(),
  schemeId: z.string(),
  schemeVersion: z.string(),
  /** What the bill says and who paid before, in the scheme's words. */
  amounts: z.array(z.object({ label: z.string(), amountFen: z.int() })),
  /** How each sum was reached, what was deducted and why, in sentences. */
  explanation: z.array(z.string()),
  objection: z.string(),
  /** The joint office has heard an objection: there is no other one. */
  final: z.boolean(),
  /** The last day of the objection. */
  objectBy: z.string().optional(),
  receiptHash: z.string(),
};

/** 核定告知书. */
export const decisionLetterSchema = z.object({
  kind: z.literal('decision'),
  ...decidedFields,
  benefits: z.array(
    z.object({
      title: z.string(),
      amountFen: z.int(),
      clauses: z.array(z.object({ place: z.string(), text: z.string() })),
    }),
  ),
  totalFen: z.int(),
  /** Paid by an earlier version of this claim: only the difference is paid now. */
  paidBeforeFen: z.int().optional(),
  account: z.object({ holder: z.string(), number: z.string(), bankName: z.string() }),
});
export type DecisionLetter = z.infer<typeof decisionLetterSchema>;

/** 不予救助告知书. */
export const refusalLetterSchema = z.object({
  kind: z.literal('refusal'),
  ...decidedFields,
  /** Another part of the claim was granted and stays as it is. */
  part: z.boolean(),
  reason: z.object({ code: z.string(), text: z.string() }),
  /** The fact that decides, with its value; and what would change the outcome. */
  fact: z.string(),
  change: z.string(),
  /** The words of the person who refused. */
  words: z.string(),
  clauses: z.array(z.object({ place: z.string(), text: z.string() })),
});
export type RefusalLetter = z.infer<typeof refusalLetterSchema>;

/** 材料退回告知书. */
export const returnNoticeSchema = z.object({
  kind: z.literal('return'),
  ...claimFields,
  /** `told`: asked for papers · `declined`: the joint office determined against · `unanswered`: nobody answered in time. */
  why: z.enum(['told', 'declined', 'unanswered']),
  /** The words of the joint office, or of the person who decided. */
  reason: z.string(),
  /** The question that was not answered. */
  question: z.string().optional(),
  /** The last day to supplement or answer, while that is awaited. */
  supplementBy: z.string().optional(),
  /** The last day on which the papers are given back. */
  returnBy: z.string().optional(),
  handedBack: z.object({ on: z.string(), by: z.string(), how: z.string() }).optional(),
  missing: z.array(z.string()),
  returned: z.array(z.string()),
});
export type ReturnNotice = z.infer<typeof returnNoticeSchema>;

/** 复议结果告知书. */
export const objectionLetterSchema = z.object({
  kind: z.literal('objection'),
  ...claimFields,
  /** What was objected to, and its sum. */
  about: z.enum(['refusal', 'sum']),
  totalFen: z.int().optional(),
  objectedOn: z.string(),
  /** The claimant's words, and the joint office's. */
  objection: z.string(),
  outcome: z.enum(['upheld', 'overturned']),
  answer: z.string(),
});
export type ObjectionLetter = z.infer<typeof objectionLetterSchema>;

const batchFields = {
  batchId: z.string(),
  closingOn: z.string(),
  count: z.int(),
  totalFen: z.int(),
  assembledBy: z.string(),
  approvedBy: z.string().optional(),
};

/** 零星报销结算申请单. */
export const paymentApplicationSchema = z.object({
  kind: z.literal('application'),
  ...batchFields,
  payerName: z.string(),
  formatName: z.string(),
  schemes: z.array(z.object({ title: z.string(), count: z.int(), totalFen: z.int() })),
  held: z.int(),
});
export type PaymentApplication = z.infer<typeof paymentApplicationSchema>;

/** 零星报销付费清单. */
export const paymentListSchema = z.object({
  kind: z.literal('list'),
  ...batchFields,
  lines: z.array(
    z.object({
      claimId: z.string(),
      paymentId: z.string(),
      holder: z.string(),
      maskedNumber: z.string(),
      bankName: z.string(),
      cnaps: z.string(),
      amountFen: z.int(),
    }),
  ),
});
export type PaymentList = z.infer<typeof paymentListSchema>;

export const claimLetterSchema = z.discriminatedUnion('kind', [
  decisionLetterSchema,
  refusalLetterSchema,
  returnNoticeSchema,
  objectionLetterSchema,
]);
export type ClaimLetter = z.infer<typeof claimLetterSchema>;
export const batchPaperSchema = z.discriminatedUnion('kind', [paymentApplicationSchema, paymentListSchema]);
export type BatchPaper = z.infer<typeof batchPaperSchema>;

export const PAPER_TITLES_ZH: Readonly<Record<ClaimLetterKind | BatchPaperKind, string>> = {
  decision: '医疗救助二次报销核定告知书',
  refusal: '医疗救助二次报销不予救助告知书',
  return: '医疗救助二次报销材料退回告知书',
  objection: '医疗救助二次报销复议结果告知书',
  application: '零星报销结算申请单',
  list: '零星报销付费清单',
};
