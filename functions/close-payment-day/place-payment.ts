/** Where one payment belongs: in the batch, or on it as a question about its account. */
import { findingsOf } from '@erbao/adjudication/payee-check';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { addFen } from '@erbao/kernel/money';
import { blockingFindings } from '@erbao/payout/account-check';
import { bankFormat } from '@erbao/payout/bank-formats';
import { movePayment, type Payment, paymentById } from '@erbao/payout/payment';
import { changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: Clock };

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
export const placing = async (
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
