/**
 * Each line of the bank's answer is booked by itself and only once; a file that is sent twice books nothing twice. What does
 * not fit is kept on the batch as a question. A batch is settled when every payment of it has its result.
 */
import { bookLine } from '@erbao/bank-results/book-line';
import { settleBatch } from '@erbao/bank-results/settle-batch';
import { readWhole } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';
import { accountStatementIdOfKey } from '@erbao/payout/account-entries';
import { batchIdOfResultKey } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import type { BankResult, BankResultLine } from '@erbao/payout/bank-result';
import { paymentsOfBatch } from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';
import { type Needs, takeAccountStatement } from './take-account-statement.ts';

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

/** A file may name payments of other batches: each of these is looked at as well. */
const takeFile = async (needs: Needs, key: string): Promise<void> => {
  const batchId = batchIdOfResultKey(key);
  if (batchId === undefined) throw new InvalidInput('upload-key-unknown');
  const batch = await batchById(needs.tables, batchId);
  const result = bankFormat(batch.formatId).readResult(await readWhole(needs.files, key));
  if (!result.ok) return settleBatch(needs, batchId, [`file:${result.problem}`], key);
  // handed in by itself, so that its other bookings are looked at as well
  if (result.entries !== undefined) return settleBatch(needs, batchId, ['file:account-statement'], key);
  if ((result.batchId ?? batchId) !== batchId) return settleBatch(needs, batchId, ['file:other-batch'], key);
  const questions = [...result.questions];
  const others = new Map<string, string[]>();
  for (const line of await linesOf(needs.tables, batchId, result)) {
    const booked = await bookLine(needs, line, key);
    const asked = booked.question === undefined ? [] : [booked.question];
    if (booked.batchId === undefined || booked.batchId === batchId) questions.push(...asked);
    else others.set(booked.batchId, [...(others.get(booked.batchId) ?? []), ...asked]);
  }
  await settleBatch(needs, batchId, questions, key);
  for (const [other, asked] of others) await settleBatch(needs, other, asked, key);
};

export const takeBankResult =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) {
      const accountStatementId = accountStatementIdOfKey(key);
      await (accountStatementId === undefined
        ? takeFile(needs, key)
        : takeAccountStatement(needs, accountStatementId));
    }
  };
