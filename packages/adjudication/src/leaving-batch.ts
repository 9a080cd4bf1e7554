/** A payment is taken out of a batch that nobody has released: the second person then has another total to check. */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { subtractFen } from '@erbao/kernel/money';
import type { Payment } from '@erbao/payout/payment';
import { batchById, batchWaits, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

/** Undefined when the payment is in none, or in one that was released. */
export const unreleasedBatchOf = async (
  tables: Tables,
  { state, batchId }: Payment,
): Promise<PaymentBatch | undefined> => {
  if (state !== 'batched' || batchId === undefined) return undefined;
  const batch = await batchById(tables, batchId);
  return batch.state === 'assembling' || batch.state === 'assembled' ? batch : undefined;
};

/** The batch's part of it; the payment's own write drops its `batchId`. `because` stands on the batch as a question. */
export const leavingBatch = (
  batch: PaymentBatch,
  { paymentId, amountFen }: Payment,
  because: string,
  at: Instant,
): readonly Write[] => {
  const { count, totalFen, held = [] } = batch;
  const isEmptied = batch.state === 'assembled' && count === 1;
  const waits = batchWaits(batch.batchId);
  return [
    changeBatch(batch, {
      count: count - 1,
      totalFen: subtractFen(totalFen, amountFen),
      held: [...held, `${because}:${paymentId}`],
      ...(isEmptied ? { state: 'settled' } : {}),
    }),
    // nothing is left to approve or to wait for
    ...(isEmptied
      ? [
          ...answerWait(waits.approval, { next: 'emptied' }, at),
          ...answerWait(waits.result, { next: 'emptied' }, at),
        ]
      : []),
  ];
};
