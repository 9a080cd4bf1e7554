/**
 * 应付日结: the batch is opened, payable payments move into it one condition each, then it is closed with its totals. A
 * crash in between goes on where it stood: a payment is in one batch or in none.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Clock, localDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { sumFen, ZERO_FEN } from '@erbao/kernel/money';
import { MOST_LINES } from '@erbao/payout/bank-file';
import { movePayment, payablePayments, paymentById, paymentsOfBatch } from '@erbao/payout/payment';
import {
  batchById,
  batchWaits,
  changeBatch,
  findBatch,
  insertBatch,
  type PaymentBatch,
} from '@erbao/payout/payment-batch';

export type Needs = { readonly tables: Tables; readonly clock: Clock };
export type Input = { readonly batchId: string; readonly closingOn: string; readonly assembledBy: string };
export type Output = {
  readonly batchId: string;
  readonly next: 'approve' | 'empty';
  readonly approvalWait: string;
  readonly resultWait: string;
};

const opened = async ({ tables, clock }: Needs, input: Input): Promise<PaymentBatch> => {
  const known = await findBatch(tables, input.batchId);
  if (known !== undefined) return known;
  await tables.commit([
    insertBatch({
      batchId: input.batchId,
      closingOn: localDate(input.closingOn),
      state: 'assembling',
      count: 0,
      totalFen: ZERO_FEN,
      assembledBy: input.assembledBy,
      assembledAt: clock(),
    }),
  ]);
  return batchById(tables, input.batchId);
};

/** Moves what is payable into the batch; a payment that another batch took meanwhile stays there. */
const fill = async ({ tables }: Needs, batch: PaymentBatch): Promise<void> => {
  const inBatch = (await paymentsOfBatch(tables, batch.batchId)).length;
  const payable = await payablePayments(tables, batch.closingOn);
  for (const { paymentId } of payable.slice(0, MOST_LINES - inBatch)) {
    // the index may lag behind; the payment itself decides
    const payment = await paymentById(tables, paymentId);
    if (payment.state === 'payable')
      await tables.commit([movePayment(payment, 'batched', { batchId: batch.batchId })]);
  }
};

const close = async ({ tables, clock }: Needs, batch: PaymentBatch): Promise<PaymentBatch> => {
  const payments = await paymentsOfBatch(tables, batch.batchId);
  const totalFen = sumFen(payments.map((payment) => payment.amountFen));
  const outcome = await tables.commit([
    changeBatch(batch, { state: 'assembled', count: payments.length, totalFen }),
    recordDeed({
      subjectId: batch.batchId,
      at: clock(),
      who: batch.assembledBy,
      action: 'batch-assembled',
      details: { count: payments.length, totalFen },
    }),
  ]);
  if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId: batch.batchId });
  return batchById(tables, batch.batchId);
};

export const closePaymentDay =
  (needs: Needs) =>
  async (input: Input): Promise<Output> => {
    let batch = await opened(needs, input);
    if (batch.state === 'assembling') {
      await fill(needs, batch);
      batch = await close(needs, batch);
    }
    const { approval, result } = batchWaits(batch.batchId);
    return {
      batchId: batch.batchId,
      next: batch.count === 0 ? 'empty' : 'approve',
      approvalWait: approval,
      resultWait: result,
    };
  };
