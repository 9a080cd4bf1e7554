/** What the service centre, finance and operations may do. */
import * as z from 'zod';
import { claimIdParams, claimViewSchema } from './claim-views.ts';
import { accountStatementRoutes } from './account-statement-routes.ts';
import { bankResultRoutes } from './bank-result-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { clerkRoutes } from './clerk-routes.ts';
import { reminderRoutes } from './reminder-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { sha256Schema, uploadSchema } from './uploads.ts';

const reviewers: readonly Role[] = ['adjudicator', 'reviewer', 'supervisor'];
const readers: readonly Role[] = [
  ...reviewers,
  'joint-office',
  'finance',
  'finance-approver',
  'auditor',
  'bureau',
  'operator',
];
const batchParams = z.object({ batchId: z.string().regex(/^batch-[0-9a-f]{26}$/) });
const dateParams = z.object({ date: z.iso.date() });

export const readAnyClaim = defineRoute({
  id: 'read-any-claim',
  method: 'GET',
  path: '/console/claims/{claimId}',
  summary: '查看任一申请（个人信息默认遮蔽，每次查看留痕）',
  roles: readers,
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: claimViewSchema },
  errors: ['claim-unknown'],
});

export const paymentBatchViewSchema = z.object({
  batchId: z.string(),
  closingOn: z.string(),
  state: z.string(),
  count: z.int(),
  totalFen: z.int(),
  totalYuan: z.string(),
  paidFrom: z
    .object({ name: z.string(), accountNumber: z.string(), cnaps: z.string() })
    .describe('付款账户：支付方自己的账户'),
  assembledBy: z.string(),
  approvedBy: z.string().optional(),
  /** Payments whose account must be looked at first: `<reason>:<paymentId>`; not in the batch. */
  held: z.array(z.string()),
  questions: z.array(z.string()),
  lines: z.array(
    z.object({
      paymentId: z.string(),
      claimId: z.string().optional(),
      statementId: z.string().optional(),
      amountFen: z.int(),
      amountYuan: z.string(),
      state: z.string(),
    }),
  ),
});

export const startPaymentRun = defineRoute({
  id: 'start-payment-run',
  method: 'POST',
  path: '/payment-runs',
  summary: '生成应付日结批次（收付费岗）',
  roles: ['finance'],
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    closingOn: z.iso.date().describe('日结日期'),
    run: z
      .string()
      .regex(/^[1-9]\d?$/)
      .describe('当日第几批'),
    payees: z
      .string()
      .regex(/^(claimants|payer-[0-9a-f]{8})$/)
      .describe('claimants 零星报销（默认）；或支付方编号，支付其应付各医院的月度结算')
      .optional(),
  }),
  response: { status: 202, schema: z.object({ batchId: z.string() }) },
  errors: ['payer-account-missing'],
});

export const readPaymentBatch = defineRoute({
  id: 'read-payment-batch',
  method: 'GET',
  path: '/payment-batches/{batchId}',
  summary: '批次明细与状态',
  roles: ['finance', 'finance-approver', 'auditor'],
  params: batchParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: paymentBatchViewSchema },
  errors: ['batch-unknown'],
});

export const approvePaymentBatch = defineRoute({
  id: 'approve-payment-batch',
  method: 'POST',
  path: '/payment-batches/{batchId}/approval',
  summary: '复核并放行批次（财务复核岗，须与制单人不同）',
  roles: ['finance-approver'],
  params: batchParams,
  query: NOTHING,
  body: z.strictObject({ totalFen: z.int().describe('所核对的合计（分），与批次不符则拒绝') }),
  response: { status: 200, schema: z.object({ batchId: z.string(), state: z.literal('approved') }) },
  errors: ['batch-unknown', 'batch-moved-on', 'batch-total-differs', 'maker-is-checker'],
});

export const readBankFile = defineRoute({
  id: 'read-bank-file',
  method: 'GET',
  path: '/payment-batches/{batchId}/file',
  summary: '下载银行代发文件（超过银行单文件行数上限时为多个）',
  roles: ['finance', 'finance-approver'],
  params: batchParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({ files: z.array(z.object({ url: z.string(), fileName: z.string() })) }),
  },
  errors: ['batch-unknown', 'bank-file-not-ready'],
});

export const ticketBankResult = defineRoute({
  id: 'ticket-bank-result',
  method: 'POST',
  path: '/payment-batches/{batchId}/result-tickets',
  summary: '申请上传银行回盘文件的凭证',
  roles: ['finance'],
  params: batchParams,
  query: NOTHING,
  body: z.strictObject({
    bytes: z
      .int()
      .min(1)
      .max(8 * 1024 * 1024),
    sha256: sha256Schema,
  }),
  response: { status: 201, schema: z.object({ upload: uploadSchema }) },
  errors: ['batch-unknown', 'batch-not-sent'],
});

export const setCalendarDay = defineRoute({
  id: 'set-calendar-day',
  method: 'PUT',
  path: '/calendar/days/{date}',
  summary: '增补工作日历（依据文件号）',
  roles: ['operator', 'supervisor'],
  params: dateParams,
  query: NOTHING,
  body: z.strictObject({ kind: z.enum(['working', 'resting']), source: z.string().min(4).max(200) }),
  response: { status: 200, schema: z.object({ date: z.string(), kind: z.string(), source: z.string() }) },
  errors: [],
});

export const consoleRoutes = [
  readAnyClaim,
  startPaymentRun,
  readPaymentBatch,
  approvePaymentBatch,
  readBankFile,
  ticketBankResult,
  setCalendarDay,
  ...paymentRoutes,
  ...bankResultRoutes,
  ...accountStatementRoutes,
  ...reviewRoutes,
  ...reminderRoutes,
  ...reportRoutes,
  ...clerkRoutes,
];
