/**
 * One payment of one approved adjudication. Its id is made from the claim and the version of the adjudication and it is
 * written only if absent: approving twice, or twice at once, is one payment.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { queryAll } from '@erbao/dynamo-kit/tables';
import type { LocalDate } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { paymentTable } from './payment-table.ts';

/** 应付 · 已入批 · 划付中 · 已付 · 支付失败. */
export const PAYMENT_STATES = ['payable', 'batched', 'in-payment', 'paid', 'failed'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const paymentSchema = z.object({
  paymentId: z.string(),
  claimId: z.string(),
  memberId: z.string(),
  schemeId: z.string(),
  adjudicationVersion: z.int(),
  amountFen: fenSchema,
  state: z.enum(PAYMENT_STATES),
  /** The day of approval: the closing list 应付日结单 it belongs to. */
  payableOn: localDateSchema,
  batchId: z.string().optional(),
  bookedAt: instantSchema.optional(),
  failure: z.string().optional(),
});
export type Payment = z.infer<typeof paymentSchema>;

export const paymentIdOf = (claimId: string, adjudicationVersion: number): string =>
  contentId('payment', claimId, adjudicationVersion);

export const insertPayment = (payment: Payment): Write => ({
  do: 'insert',
  table: paymentTable,
  item: payment,
});

/** Moves a payment as it was read; who comes second is refused. */
export const movePayment = (payment: Payment, to: PaymentState, set: Item = {}): Write => ({
  do: 'change',
  table: paymentTable,
  key: { paymentId: payment.paymentId },
  set: { ...set, state: to },
  expect: { state: payment.state, batchId: payment.batchId ?? null },
});

/** Throws NotFound `payment-unknown`. */
export const paymentById = async (tables: Tables, paymentId: string): Promise<Payment> => {
  const item = await tables.get(paymentTable, { paymentId });
  if (item === undefined) throw new NotFound('payment-unknown', { paymentId });
  return paymentSchema.parse(item);
};

const paymentsOf = async (
  tables: Tables,
  query: {
    readonly index: string;
    readonly partition: string;
    readonly sortBetween?: readonly [string, string];
  },
): Promise<readonly Payment[]> => {
  const payments: Payment[] = [];
  for await (const item of queryAll(tables, { table: paymentTable, ...query }))
    payments.push(paymentSchema.parse(item));
  return payments;
};

const FIRST_DAY = '0000-01-01';
/** Approved and not yet in a batch, approved on the day or before. */
export const payablePayments = (tables: Tables, on: LocalDate): Promise<readonly Payment[]> =>
  paymentsOf(tables, { index: 'by-state', partition: 'payable', sortBetween: [FIRST_DAY, on] });

export const paymentsOfBatch = (tables: Tables, batchId: string): Promise<readonly Payment[]> =>
  paymentsOf(tables, { index: 'by-batch', partition: batchId });
