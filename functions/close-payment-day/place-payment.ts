/** Where one payment belongs: in the batch, or on it as a question about its account or the receipt behind it. */
import { EARLIER_ATTEMPT_BOOKED } from '@erbao/adjudication/account-correction';
import { isEarlierInDoubt } from '@erbao/bank-results/attempts';
import { findingsOf } from '@erbao/adjudication/payee-check';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { Defect } from '@erbao/kernel/errors';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { addFen } from '@erbao/kernel/money';
import { isFresh, lastReceiptCheck, receiptSignal } from '@erbao/paper-checks/receipt-check';
import { checkAccount } from '@erbao/payout/account-check';
import { type AccountFinding, blockingFindings } from '@erbao/payout/account-form';
import { bankFormat } from '@erbao/payout/bank-formats';
import { openAccount } from '@erbao/payout/payee';
import { isForHospital, movePayment, paidSubject, type Payment, paymentById } from '@erbao/payout/payment';
import { changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: Clock };

const taking = (batch: PaymentBatch, payment: Payment): readonly Write[] => [
  movePayment(payment, 'batched', { batchId: batch.batchId }),
  changeBatch(batch, { count: batch.count + 1, totalFen: addFen(batch.totalFen, payment.amountFen) }),
];

/** Not in the batch, but on it: a question that somebody answers by an account correction or another look at the receipt. */
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
    subjectId: paidSubject(payment),
    at: clock(),
    who: 'system',
    action: 'payment-held',
    details: { batchId: batch.batchId, reasons: reasons.join(' ') },
  }),
];

/** A hospital's account must bear the hospital's name, a claimant's the member's or the guardian's. */
const findings = async (
  needs: Needs,
  payment: Payment,
  { charset }: ReturnType<typeof bankFormat>,
): Promise<readonly AccountFinding[]> => {
  if (!isForHospital(payment))
    return findingsOf(needs, payment, await claimById(needs.tables, payment.claimId), charset);
  const hospital = await findHospital(needs.tables, payment.hospitalId);
  if (hospital === undefined) throw new Defect('payment-without-hospital', { paymentId: payment.paymentId });
  const account = await openAccount(needs.cipher, payment.statementId, payment.account);
  return checkAccount(account, { memberName: hospital.name, minor: false }, charset);
};

/** A batch pays claimants, or the hospitals of one payer. */
const belongs = (batch: PaymentBatch, payment: Payment): boolean =>
  (isForHospital(payment) ? payment.payerId : undefined) === batch.payerId;

/** Stays payable, for the next closing: somebody must look at the platform first. */
const waiting = (batch: PaymentBatch, { paymentId }: Payment): readonly Write[] | undefined => {
  const question = `receipt-unchecked:${paymentId}`;
  const { questions = [] } = batch;
  return questions.includes(question)
    ? undefined
    : [changeBatch(batch, { questions: [...questions, question] })];
};

/** 停付 and decided again: what was sent before the stop may be with the claimant after all. */
const isDoubtful = async ({ tables }: Needs, payment: Payment): Promise<boolean> =>
  !isForHospital(payment) && (await isEarlierInDoubt(tables, await claimById(tables, payment.claimId)));

/** What the receipt says to money going out: nothing, that nobody has asked the platform lately, or why not. */
const receiptOf = async ({ tables, clock }: Needs, payment: Payment): Promise<string | undefined> => {
  if (isForHospital(payment)) return undefined;
  const { claimId, invoice } = await claimById(tables, payment.claimId);
  if (invoice === undefined) return undefined;
  const check = await lastReceiptCheck(tables, claimId);
  if (check === undefined || !isFresh(check, clock())) return 'receipt-unchecked';
  return receiptSignal(check.result);
};

/** Where one payment belongs, as both stand now; undefined when it is not for this batch to take or hold. */
export const placing = async (
  needs: Needs,
  batch: PaymentBatch,
  paymentId: string,
): Promise<readonly Write[] | undefined> => {
  // the index may lag behind; the payment itself decides
  const payment = await paymentById(needs.tables, paymentId);
  if (batch.state !== 'assembling' || payment.state !== 'payable' || !belongs(batch, payment))
    return undefined;
  // its account is being corrected: it is payable again when that is done
  if (payment.proposalId !== undefined) return undefined;
  if (await isDoubtful(needs, payment)) return holding(batch, payment, [EARLIER_ATTEMPT_BOOKED], needs);
  const receipt = await receiptOf(needs, payment);
  if (receipt === 'receipt-unchecked') return waiting(batch, payment);
  if (receipt !== undefined) return holding(batch, payment, [receipt], needs);
  const found = await findings(needs, payment, bankFormat(batch.formatId));
  const reasons = blockingFindings(found, payment.accountConfirmed === true);
  return reasons.length === 0 ? taking(batch, payment) : holding(batch, payment, reasons, needs);
};
