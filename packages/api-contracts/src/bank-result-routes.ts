/** What the bank did, where its files do not say it: entered by one person with the bank's reference, confirmed by another. */
import * as z from 'zod';
import { defineRoute, NOTHING } from './route.ts';

const paymentParams = z.object({ paymentId: z.string().regex(/^payment-[0-9a-f]{26}$/) });
const enteredParams = paymentParams.extend({ enteredId: z.string().regex(/^entered-[0-9a-f]{26}$/) });

export const enterBankResult = defineRoute({
  id: 'enter-bank-result',
  method: 'POST',
  path: '/payments/{paymentId}/entered-results',
  summary: '向银行查实后人工登记一笔付款的银行结果（收付费岗），由另一人复核后生效',
  roles: ['finance'],
  params: paymentParams,
  query: NOTHING,
  body: z.strictObject({
    outcome: z.enum(['paid', 'failed', 'returned']).describe('已入账 / 未付成 / 已退回专户'),
    reference: z
      .string()
      .regex(/^[A-Za-z0-9-]{4,40}$/)
      .describe('银行流水号或书面答复编号'),
    reason: z.string().min(4).max(500).describe('向谁、如何查实'),
  }),
  response: { status: 201, schema: z.object({ paymentId: z.string(), enteredId: z.string() }) },
  errors: ['payment-unknown', 'payment-moved-on', 'result-not-expected'],
});

const decideEntered = (verb: 'approval' | 'rejection', summary: string) =>
  defineRoute({
    id: `entered-result-${verb}`,
    method: 'POST',
    path: `/payments/{paymentId}/entered-results/{enteredId}/${verb}`,
    summary,
    roles: ['finance-approver'],
    params: enteredParams,
    query: NOTHING,
    body: NOTHING,
    response: { status: 200, schema: z.object({ paymentId: z.string(), state: z.string() }) },
    errors: [
      'payment-unknown',
      'payment-moved-on',
      'proposal-moved-on',
      'maker-is-checker',
      'result-not-expected',
      'next-attempt-leaving',
    ],
  });

export const confirmBankResult = decideEntered(
  'approval',
  '复核人工登记的银行结果（须与登记人不同），随即记账',
);
export const rejectBankResult = decideEntered('rejection', '退回人工登记的银行结果');

export const bankResultRoutes = [enterBankResult, confirmBankResult, rejectBankResult];
