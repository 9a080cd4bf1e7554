/**
 * Each line of the bank's file is booked by itself and only once; a file that is sent twice books nothing twice. What does
 * not fit is kept on the batch as a question. The batch is settled when every payment has its result.
 */
import { planFailed, planPaid } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';
import { batchIdOfResultKey } from '@erbao/payout/bank-file';
import { type BankResultLine, matchResult, readBankResult } from '@erbao/payout/bank-result';
import { type Payment, paymentById, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, batchWaits, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };

/** A line of a payment that is booked already says the same thing again, or contradicts it. */
const bookLine = async ({ tables, clock }: Needs, line: BankResultLine): Promise<string | undefined> => {
  const payment = await paymentById(tables, line.paymentId);
  const wanted = line.booked ? 'paid' : 'failed';
  if (payment.state === wanted) return undefined;
  if (payment.state !== 'in-payment') return `state-differs:${line.paymentId}`;
  const claim = await claimById(tables, payment.claimId);
  const booking = { payment, claim, at: clock() };
  // the bank's words may quote a name: only the fact of the failure is kept, the file keeps the words
  const writes = line.booked ? planPaid(booking) : planFailed(booking, 'rejected-by-bank');
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId: line.paymentId });
  return undefined;
};

const isOpen = ({ state }: Payment): boolean => state === 'batched' || state === 'in-payment';

/** The batch's end: settled when nothing is open, else questioned; settled once, whatever comes later. */
const finish = async (
  { tables, clock }: Needs,
  batch: PaymentBatch,
  questions: readonly string[],
  resultFileKey: string,
): Promise<void> => {
  const { batchId } = batch;
  const payments = await Promise.all(
    (await paymentsOfBatch(tables, batchId)).map(({ paymentId }) => paymentById(tables, paymentId)),
  );
  const settled = !payments.some(isOpen);
  const at = clock();
  const state = settled ? 'settled' : 'questioned';
  if (batch.state === 'settled' && questions.length === 0) return;
  const writes: Write[] = [
    changeBatch(batch, { state, questions, resultFileKey }),
    recordDeed({
      subjectId: batchId,
      at,
      who: 'system',
      action: `batch-${state}`,
      details: { questions: questions.length },
    }),
  ];
  if (settled && batch.state !== 'settled')
    writes.push(...answerWait(batchWaits(batchId).result, { next: 'settled' }, at));
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
};

const takeFile = async (needs: Needs, key: string): Promise<void> => {
  const batchId = batchIdOfResultKey(key);
  if (batchId === undefined) throw new InvalidInput('upload-key-unknown');
  const batch = await batchById(needs.tables, batchId);
  const text = new TextDecoder('gb18030').decode(await readWhole(needs.files, key));
  const result = readBankResult(text);
  if (!result.ok) return finish(needs, batch, [`file:${result.problem}`], key);
  if (result.batchId !== batchId) return finish(needs, batch, ['file:other-batch'], key);
  const { matched, questions } = matchResult(result.lines, await paymentsOfBatch(needs.tables, batchId));
  const open = [...questions];
  for (const { line } of matched) {
    const question = await bookLine(needs, line);
    if (question !== undefined) open.push(question);
  }
  return finish(needs, batch, open, key);
};

export const takeBankResult =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) await takeFile(needs, key);
  };
