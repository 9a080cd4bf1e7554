/**
 * 应付日结: the batch is opened, payable payments move into it, then it is closed. Count and total move with the payments in
 * one transaction, so that they are exact whatever an index shows; a crash in between goes on where it stood.
 */
import { findingsOf } from '@erbao/adjudication/payee-check';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { addFen, ZERO_FEN } from '@erbao/kernel/money';
import { blockingFindings } from '@erbao/payout/account-check';
import { bankFormat, bankFormatOn, type DatedBankFormat } from '@erbao/payout/bank-formats';
import { movePayment, payablePayments, type Payment, paymentById } from '@erbao/payout/payment';
import {
  batchById,
  batchWaits,
  changeBatch,
  findBatch,
  insertBatch,
  type PaymentBatch,
} from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type Needs = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly formats: readonly DatedBankFormat[];
  readonly clock: Clock;
};
export type Input = { readonly batchId: string; readonly closingOn: string; readonly assembledBy: string };
export type Output = {
  readonly batchId: string;
  readonly next: 'approve' | 'empty';
  readonly approvalWait: string;
  readonly resultWait: string;
};

const opened = async ({ tables, clock, formats }: Needs, input: Input): Promise<PaymentBatch> => {
  const known = await findBatch(tables, input.batchId);
  if (known !== undefined) return known;
  const closingOn = localDate(input.closingOn);
  await tables.commit([
    insertBatch({
      batchId: input.batchId,
      closingOn,
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

const taking = (batch: PaymentBatch, payment: Payment): readonly Write[] => [
  movePayment(payment, 'batched', { batchId: batch.batchId }),
  changeBatch(batch, { count: batch.count + 1, totalFen: addFen(batch.totalFen, payment.amountFen) }),
];

/** Not in the batch, but on it: a question that somebody answers by an account correction. */
const holding = (
  batch: PaymentBatch,
  payment: Payment,
  reasons: readonly string[],
  { clock }: Needs,
): readonly Write[] => [
  movePayment(payment, 'held', { holdReasons: reasons }),
  changeBatch(batch, {
    held: [...(batch.held ?? []), ...reasons.map((reason) => `${reason}:${payment.paymentId}`)],
  }),
  recordDeed({
    subjectId: payment.claimId,
    at: clock(),
    who: 'system',
    action: 'payment-held',
    details: { batchId: batch.batchId, reasons: reasons.join(' ') },
  }),
];

/** Where one payment belongs, as both stand now; undefined when it is not for this batch to take or hold. */
const placing = async (
  needs: Needs,
  batch: PaymentBatch,
  paymentId: string,
): Promise<readonly Write[] | undefined> => {
  // the index may lag behind; the payment itself decides
  const payment = await paymentById(needs.tables, paymentId);
  if (batch.state !== 'assembling' || payment.state !== 'payable') return undefined;
  // its account is being corrected: it is payable again when that is done
  if (payment.proposalId !== undefined) return undefined;
  const { charset } = bankFormat(batch.formatId);
  const findings = await findingsOf(needs, payment, await claimById(needs.tables, payment.claimId), charset);
  const reasons = blockingFindings(findings, payment.accountConfirmed === true);
  return reasons.length === 0 ? taking(batch, payment) : holding(batch, payment, reasons, needs);
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
