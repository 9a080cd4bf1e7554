/**
 * 应付日结: the batch is opened, payable payments move into it, then it is closed. Count and total move with the payments in
 * one transaction, so that they are exact whatever an index shows; a crash in between goes on where it stood.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Clock, localDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { ZERO_FEN } from '@erbao/kernel/money';
import { bankFormatOn, type DatedBankFormat } from '@erbao/payout/bank-formats';
import { payablePayments } from '@erbao/payout/payment';
import { CLAIMANTS, payerAccount, type PayerAccounts } from '@erbao/payout/payer-accounts';
import {
  batchById,
  batchWaits,
  changeBatch,
  findBatch,
  insertBatch,
  type PaymentBatch,
} from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { placing } from './place-payment.ts';

export type Needs = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly formats: readonly DatedBankFormat[];
  readonly payers: PayerAccounts;
  readonly clock: Clock;
};
export type Input = {
  readonly batchId: string;
  readonly closingOn: string;
  readonly assembledBy: string;
  /** `claimants`, or the payer whose hospitals are paid. */
  readonly payees: string;
};
export type Output = {
  readonly batchId: string;
  readonly next: 'approve' | 'empty';
  readonly approvalWait: string;
  readonly resultWait: string;
};

const opened = async ({ tables, clock, formats, payers }: Needs, input: Input): Promise<PaymentBatch> => {
  const known = await findBatch(tables, input.batchId);
  if (known !== undefined) return known;
  const closingOn = localDate(input.closingOn);
  await tables.commit([
    insertBatch({
      batchId: input.batchId,
      closingOn,
      ...(input.payees === CLAIMANTS ? {} : { payerId: input.payees }),
      paidFrom: payerAccount(payers, input.payees),
      state: 'assembling',
      formatId: bankFormatOn(formats, closingOn),
      count: 0,
      totalFen: ZERO_FEN,
      assembledBy: input.assembledBy,
      assembledAt: clock(),
    }),
  ]);
  return batchById(tables, input.batchId);
};

/** Tries a payment again until it has a place: another run of this step may be writing the same batch. */
const fill = async (needs: Needs, start: PaymentBatch): Promise<PaymentBatch> => {
  const { tables } = needs;
  let batch = start;
  for (const { paymentId } of await payablePayments(tables, batch.closingOn)) {
    let isPlaced = false;
    while (!isPlaced) {
      const writes = await placing(needs, batch, paymentId);
      isPlaced = writes === undefined || (await tables.commit(writes)).committed;
      batch = await batchById(tables, batch.batchId);
    }
  }
  return batch;
};

const close = async ({ tables, clock }: Needs, batch: PaymentBatch): Promise<PaymentBatch> => {
  const { batchId, count, totalFen } = batch;
  const outcome = await tables.commit([
    changeBatch(batch, { state: 'assembled' }),
    recordDeed({
      subjectId: batchId,
      at: clock(),
      who: batch.assembledBy,
      action: 'batch-assembled',
      details: { count, totalFen, held: batch.held?.length ?? 0 },
    }),
  ]);
  if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
  return batchById(tables, batchId);
};

export const closePaymentDay =
  (needs: Needs) =>
  async (input: Input): Promise<Output> => {
    let batch = await opened(needs, input);
    if (batch.state === 'assembling') batch = await fill(needs, batch);
    if (batch.state === 'assembling') batch = await close(needs, batch);
    const { approval, result } = batchWaits(batch.batchId);
    return {
      batchId: batch.batchId,
      next: batch.count === 0 ? 'empty' : 'approve',
      approvalWait: approval,
      resultWait: result,
    };
  };
