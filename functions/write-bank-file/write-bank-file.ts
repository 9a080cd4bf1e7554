/**
 * The files are written before any payment is marked, at keys of their batch: a repeated step writes the same files again
 * and marks what is not marked yet. Everything in them comes from the batch and its payments, nothing from a clock.
 */
import { planSending } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { bankFileKey, type BankLine, splitLines } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import { openAccount, payeeOf } from '@erbao/payout/payee';
import { isForHospital, type Payment, paymentById, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { statementById } from '@erbao/settlement-files/statement';
import { planStatementSending } from '@erbao/settlement-files/statement-payment';

export type Needs = {
  readonly tables: Tables;
  readonly files: Files;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
};

const lineOf = async ({ tables, cipher }: Needs, payment: Payment): Promise<BankLine> => {
  const account = isForHospital(payment)
    ? await openAccount(cipher, payment.statementId, payment.account)
    : await openAccount(cipher, payment.claimId, payeeOf(payment, await claimById(tables, payment.claimId)));
  return {
    paymentId: payment.paymentId,
    accountNumber: account.number,
    holder: account.holder,
    bankName: account.bankName,
    cnaps: account.cnaps,
    amountFen: payment.amountFen,
  };
};

/** The payments of each file; writes the files and gives their keys. */
const writeFiles = async (
  needs: Needs,
  batch: PaymentBatch,
  parts: readonly (readonly Payment[])[],
): Promise<readonly string[]> => {
  const { batchId, closingOn, approvedAt, paidFrom: payer } = batch;
  if (approvedAt === undefined) throw new Defect('batch-without-approval', { batchId });
  const format = bankFormat(batch.formatId);
  const keys: string[] = [];
  for (const [place, payments] of parts.entries()) {
    const lines: BankLine[] = [];
    for (const payment of payments) lines.push(await lineOf(needs, payment));
    const order = { batchId, closingOn, orderedAt: approvedAt, payer, lines };
    const key = bankFileKey(batchId, place + 1, format);
    const bytes = format.write({ ...order, part: place + 1, parts: parts.length });
    await needs.files.write(key, format.contentType, bytes);
    keys.push(key);
  }
  return keys;
};

const sending = async (
  { tables, clock }: Needs,
  payment: Payment,
  file: { readonly batchId: string; readonly part: number },
): Promise<readonly Write[]> => {
  const at = clock();
  if (isForHospital(payment))
    return planStatementSending(
      { payment, statement: await statementById(tables, payment.statementId), at },
      file,
    );
  return planSending({ payment, claim: await claimById(tables, payment.claimId), at }, file);
};

const markSent = async (
  needs: Needs,
  batchId: string,
  part: number,
  payments: readonly Payment[],
): Promise<void> => {
  for (const { paymentId } of payments) {
    const payment = await paymentById(needs.tables, paymentId);
    if (payment.state !== 'batched') continue;
    const outcome = await needs.tables.commit(await sending(needs, payment, { batchId, part }));
    if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId });
  }
};

export const writeBankFile =
  (needs: Needs) =>
  async ({ batchId }: { readonly batchId: string }): Promise<{ readonly batchId: string }> => {
    const { tables, clock } = needs;
    const batch = await batchById(tables, batchId);
    // sent before: nothing may be written over a file that the bank may hold
    if (batch.state !== 'approved') return { batchId };
    const payments = await paymentsOfBatch(tables, batchId);
    if (payments.length !== batch.count) throw new Conflict('batch-index-lags', { batchId });
    const parts = splitLines(payments, bankFormat(batch.formatId).mostLines);
    const fileKeys = await writeFiles(needs, batch, parts);
    for (const [place, part] of parts.entries()) await markSent(needs, batchId, place + 1, part);
    const outcome = await tables.commit([
      changeBatch(batch, { state: 'sent', fileKeys }),
      recordDeed({
        subjectId: batchId,
        at: clock(),
        who: 'system',
        action: 'bank-file-written',
        details: { files: fileKeys.length },
      }),
    ]);
    if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
    return { batchId };
  };
