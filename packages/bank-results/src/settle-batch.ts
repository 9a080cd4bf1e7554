/** A batch is settled when every payment of it has its result; until then, what is missing or does not fit stands on it. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { type Payment, paymentById, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, batchWaits, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

const isOpen = ({ state }: Payment): boolean => state === 'batched' || state === 'in-payment';

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, place) => text === b[place]);

/** Settled when nothing is open, else questioned; settled once, whatever comes later. */
export const settleBatch = async (
  { tables, clock }: { readonly tables: Tables; readonly clock: Clock },
  batchId: string,
  asked: readonly string[],
  resultFileKey?: string,
): Promise<void> => {
  const batch = await batchById(tables, batchId);
  const payments = await Promise.all(
    (await paymentsOfBatch(tables, batchId)).map(({ paymentId }) => paymentById(tables, paymentId)),
  );
  const open = payments.filter(isOpen);
  const questions = [...asked, ...open.map(({ paymentId }) => `result-missing:${paymentId}`)];
  // an index that lags shows too few payments: then nothing is known to be settled
  const isSettled = batch.state === 'settled' || (open.length === 0 && payments.length === batch.count);
  const state: PaymentBatch['state'] = isSettled ? 'settled' : 'questioned';
  if (batch.state === state && sameTexts(batch.questions ?? [], questions)) return;
  const at = clock();
  const writes: Write[] = [
    changeBatch(batch, { state, questions, ...(resultFileKey === undefined ? {} : { resultFileKey }) }),
    recordDeed({
      subjectId: batchId,
      at,
      who: 'system',
      action: `batch-${state}`,
      details: { questions: questions.length },
    }),
  ];
  if (isSettled && batch.state !== 'settled')
    writes.push(...answerWait(batchWaits(batchId).result, { next: 'settled' }, at));
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
  if (!isSettled && open.length === 0) throw new Conflict('batch-index-lags', { batchId });
};

/** What was asked on the batch before, without this payment and without what `settleBatch` finds again by itself. */
export const questionsBeside = ({ questions = [] }: PaymentBatch, paymentId: string): readonly string[] =>
  questions.filter((text) => !text.startsWith('result-missing:') && !text.endsWith(`:${paymentId}`));
