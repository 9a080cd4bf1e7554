/**
 * Each line of the bank's answer is booked by itself and only once; a file that is sent twice books nothing twice. What does
 * not fit is kept on the batch as a question. A batch is settled when every payment of it has its result.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';
import { batchIdOfResultKey } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import type { BankResult, BankResultLine } from '@erbao/payout/bank-result';
import { type Payment, paymentById, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, batchWaits, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { bookLine } from './book-line.ts';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };

const isOpen = ({ state }: Payment): boolean => state === 'batched' || state === 'in-payment';

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, place) => text === b[place]);

/** Settled when nothing is open, else questioned; settled once, whatever comes later. */
const finish = async (
  { tables, clock }: Needs,
  batchId: string,
  asked: readonly string[],
  resultFileKey: string,
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
    changeBatch(batch, { state, questions, resultFileKey }),
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

/** A file that the bank turned down as a whole says the same of each of its payments. */
const linesOf = async (
  tables: Tables,
  batchId: string,
  { lines, rejectedPart }: Extract<BankResult, { ok: true }>,
): Promise<readonly BankResultLine[]> => {
  if (rejectedPart === undefined) return lines;
  const payments = await paymentsOfBatch(tables, batchId);
  return payments
    .filter(({ filePart }) => filePart === rejectedPart.part)
    .map(({ paymentId }) => ({ paymentId, outcome: 'failed', reason: rejectedPart.reason }));
};

/** A statement may book payments of other batches: each of these is looked at as well. */
const takeFile = async (needs: Needs, key: string): Promise<void> => {
  const batchId = batchIdOfResultKey(key);
  if (batchId === undefined) throw new InvalidInput('upload-key-unknown');
  const batch = await batchById(needs.tables, batchId);
  const result = bankFormat(batch.formatId).readResult(await readWhole(needs.files, key));
  if (!result.ok) return finish(needs, batchId, [`file:${result.problem}`], key);
  if ((result.batchId ?? batchId) !== batchId) return finish(needs, batchId, ['file:other-batch'], key);
  const questions = [...result.questions];
  const others = new Map<string, string[]>();
  for (const line of await linesOf(needs.tables, batchId, result)) {
    const booked = await bookLine(needs, line);
    const asked = booked.question === undefined ? [] : [booked.question];
    if (booked.batchId === undefined || booked.batchId === batchId) questions.push(...asked);
    else others.set(booked.batchId, [...(others.get(booked.batchId) ?? []), ...asked]);
  }
  await finish(needs, batchId, questions, key);
  for (const [other, asked] of others) await finish(needs, other, asked, key);
};

export const takeBankResult =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) await takeFile(needs, key);
  };
