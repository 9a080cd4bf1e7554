/** Payments that did not arrive, or whose account must be looked at: finance corrects, a second person approves. */
import * as z from 'zod';
import { claimAccountSchema } from './claim-message.ts';
import { PAYMENT_STATES } from './payment-states.ts';
import { defineRoute, NOTHING } from './route.ts';

const paymentParams = z.object({ paymentId: z.string().regex(/^payment-[0-9a-f]{26}$/) });
const correctionParams = paymentParams.extend({ proposalId: z.string().regex(/^proposal-[0-9a-f]{26}$/) });

export const paymentViewSchema = z.object({
  paymentId: z.string(),
  claimId: z.string().optional(),
  /** 医院月度结算单, when a hospital is paid. */
  statementId: z.string().optional(),
  attempt: z.int(),
  state: z.string(),
  stateName: z.string(),
  amountFen: z.int(),
  amountYuan: z.string(),
  payableOn: z.string(),
  account: z.object({ holder: z.string(), number: z.string(), bankName: z.string(), cnaps: z.string() }),
  holdReasons: z.array(z.object({ code: z.string(), text: z.string() })),
  failure: z.string().optional(),
  batchId: z.string().optional(),
  bookedAt: z.string().optional(),
  returnedAt: z.string().optional(),
  previousPaymentId: z.string().optional(),
  nextPaymentId: z.string().optional(),
  proposal: z
    .object({
      proposalId: z.string(),
      by: z.string(),
      at: z.string(),
      reason: z.string(),
      account: z
        .object({ holder: z.string(), number: z.string(), bankName: z.string(), cnaps: z.string() })
        .optional(),
      /** 收款账户已用于其他参保人的申请: their numbers. */
      sharedWith: z.array(z.string()).optional(),
    })
    .optional(),
  /** The attempt that stands instead of this one. */
  closedBy: z.string().optional(),
  /** What a person entered as the bank's word, until a second one has looked. */
  entered: z
    .object({
      enteredId: z.string(),
      outcome: z.string(),
      reference: z.string(),
      by: z.string(),
      at: z.string(),
      reason: z.string(),
    })
    .optional(),
  bankReference: z.string().optional(),
  /** In one sentence, what is to be done. */
  advice: z.string().optional(),
});
export type PaymentView = z.infer<typeof paymentViewSchema>;

export const listPayments = defineRoute({
  id: 'list-payments',
  method: 'GET',
  path: '/payments',
  summary: '按状态列出付款：应付、待核账户、支付失败、已退汇、银行结果有出入、重复支付待追回等',
  roles: ['finance', 'finance-approver', 'auditor'],
  params: NOTHING,
  query: z.object({ state: z.enum(PAYMENT_STATES) }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ payments: z.array(paymentViewSchema) }) },
  errors: [],
});

export const readPayment = defineRoute({
  id: 'read-payment',
  method: 'GET',
  path: '/payments/{paymentId}',
  summary: '一笔付款：状态、账户（遮蔽）、失败原因、账户更正',
  roles: ['finance', 'finance-approver', 'auditor'],
  params: paymentParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: paymentViewSchema },
  errors: ['payment-unknown'],
});

export const proposeAccount = defineRoute({
  id: 'propose-account',
  method: 'POST',
  path: '/payments/{paymentId}/account-corrections',
  summary: '与申请人核对后提出账户更正，或确认原账户无误（收付费岗）',
  roles: ['finance'],
  params: paymentParams,
  query: NOTHING,
  body: z.strictObject({
    account: claimAccountSchema.optional().describe('更正后的账户；不填表示确认原账户无误'),
    reason: z.string().min(4).max(500).describe('与谁、如何核对'),
  }),
  response: {
    status: 201,
    schema: z.object({ paymentId: z.string(), proposalId: z.string(), warnings: z.array(z.string()) }),
  },
  errors: [
    'payment-unknown',
    'payment-at-bank',
    'payment-moved-on',
    'account-invalid',
    'earlier-attempt-booked',
    'payment-disputed',
  ],
});

const decideCorrection = (verb: 'approval' | 'rejection', summary: string) =>
  defineRoute({
    id: `account-correction-${verb}`,
    method: 'POST',
    path: `/payments/{paymentId}/account-corrections/{proposalId}/${verb}`,
    summary,
    roles: ['finance-approver'],
    params: correctionParams,
    query: NOTHING,
    body: NOTHING,
    response: {
      status: 200,
      schema: z.object({ paymentId: z.string(), nextPaymentId: z.string().optional() }),
    },
    errors: [
      'payment-unknown',
      'payment-at-bank',
      'payment-moved-on',
      'proposal-moved-on',
      'account-shared-since',
      'maker-is-checker',
      'earlier-attempt-booked',
      'payment-disputed',
    ],
  });

export const approveAccount = decideCorrection(
  'approval',
  '复核账户更正（须与提出人不同），付款重新列入应付',
);
export const rejectAccount = decideCorrection('rejection', '退回账户更正');

export const paymentRoutes = [listPayments, readPayment, proposeAccount, approveAccount, rejectAccount];
