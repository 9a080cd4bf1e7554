/** Papers out: the letters of a claim for the claimant and for staff, the papers of a payment batch; as data and as PDF. */
import * as z from 'zod';
import { claimIdParams } from './claim-views.ts';
import { BATCH_PAPER_KINDS, batchPaperSchema, CLAIM_LETTER_KINDS, claimLetterSchema } from './letters.ts';
import { defineRoute, NOTHING } from './route.ts';
import { STATEMENT_PAPER_KINDS } from './statement-papers.ts';

const claimLetterParams = claimIdParams.extend({
  kind: z
    .enum(CLAIM_LETTER_KINDS)
    .describe('decision 核定告知书，refusal 不予救助告知书，return 材料退回告知书，objection 复议结果告知书'),
});
const batchPaperParams = z.object({
  batchId: z.string().regex(/^batch-[0-9a-f]{26}$/),
  kind: z.enum(BATCH_PAPER_KINDS).describe('application 结算申请单，list 付费清单'),
});
/** `url` reads the PDF for a few minutes. */
const file = { url: z.string(), fileName: z.string() };

export const readOwnLetter = defineRoute({
  id: 'read-own-letter',
  method: 'GET',
  path: '/claims/{claimId}/letters/{kind}',
  summary: '我的告知书：数据与PDF',
  roles: ['citizen'],
  params: claimLetterParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ letter: claimLetterSchema, ...file }) },
  errors: ['claim-unknown', 'letter-not-ready'],
});

export const readClaimLetter = defineRoute({
  id: 'read-claim-letter',
  method: 'GET',
  path: '/console/claims/{claimId}/letters/{kind}',
  summary: '任一申请的告知书（每次查看留痕）',
  roles: ['site-clerk', 'adjudicator', 'reviewer', 'supervisor', 'joint-office', 'auditor', 'bureau'],
  params: claimLetterParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ letter: claimLetterSchema, ...file }) },
  errors: ['claim-unknown', 'letter-not-ready'],
});

export const readBatchPaper = defineRoute({
  id: 'read-batch-paper',
  method: 'GET',
  path: '/payment-batches/{batchId}/papers/{kind}',
  summary: '批次单据：零星报销结算申请单、零星报销付费清单（每次查看留痕）',
  roles: ['finance', 'finance-approver', 'auditor'],
  params: batchPaperParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ paper: batchPaperSchema, ...file }) },
  errors: ['batch-unknown', 'batch-not-assembled', 'batch-of-hospitals'],
});

export const readStatementPaper = defineRoute({
  id: 'read-statement-paper',
  method: 'GET',
  path: '/statements/{statementId}/papers/{kind}/{format}',
  summary: '定点医疗机构申请结算单、结算清单：PDF 或 XLSX（每次查看留痕；医院只能取本院的）',
  roles: ['hospital-finance', 'finance', 'finance-approver', 'supervisor', 'auditor', 'bureau'],
  params: z.object({
    statementId: z.string().regex(/^statement-[0-9a-f]{26}$/),
    kind: z.enum(STATEMENT_PAPER_KINDS).describe('application 申请结算单，list 结算清单'),
    format: z.enum(['pdf', 'xlsx']),
  }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object(file) },
  errors: ['statement-unknown', 'statement-not-printed'],
});

export const letterRoutes = [readOwnLetter, readClaimLetter, readBatchPaper, readStatementPaper];
