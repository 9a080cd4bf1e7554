/**
 * The file is written before any payment is marked, at a key of its batch: a repeated step writes the same file again and
 * marks what is not marked yet.
 */
import { planSending } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { bankFileKey, bankFileText, type BankLine } from '@erbao/payout/bank-file';
import { type Payment, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { encodeText } from '@erbao/tabular/write-csv';

export type Needs = {
  readonly tables: Tables;
  readonly files: Files;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
};

const lineOf = async ({ tables, cipher }: Needs, payment: Payment): Promise<BankLine> => {
  const { account, claimId } = await claimById(tables, payment.claimId);
  const context = `claim/${claimId}/account`;
  return {
    paymentId: payment.paymentId,
    accountNumber: await cipher.open(account.sealedNumber, context),
    holder: await cipher.open(account.sealedHolder, context),
    bankName: account.bankName,
    cnaps: account.cnaps,
    amountFen: payment.amountFen,
  };
};

const writeFile = async (needs: Needs, batch: PaymentBatch, payments: readonly Payment[]): Promise<void> => {
  const lines: BankLine[] = [];
  for (const payment of payments) lines.push(await lineOf(needs, payment));
  const text = bankFileText(batch.batchId, batch.closingOn, lines);
  await needs.files.write(bankFileKey(batch.batchId), 'text/plain', encodeText(text, 'gb18030'));
};

const markSent = async (
  { tables, clock }: Needs,
  batchId: string,
  payments: readonly Payment[],
): Promise<void> => {
  for (const payment of payments) {
    if (payment.state !== 'batched') continue;
    const claim = await claimById(tables, payment.claimId);
    const outcome = await tables.commit(planSending({ payment, claim, at: clock() }, batchId));
    if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId: payment.paymentId });
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
    await writeFile(needs, batch, payments);
    await markSent(needs, batchId, payments);
    const outcome = await tables.commit([
      changeBatch(batch, { state: 'sent', fileKey: bankFileKey(batchId) }),
      recordDeed({
        subjectId: batchId,
        at: clock(),
        who: 'system',
        action: 'bank-file-written',
        details: {},
      }),
    ]);
    if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
    return { batchId };
  };
