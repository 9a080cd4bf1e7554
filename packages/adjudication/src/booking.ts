/** What the bank's answer does to a payment, its claim and the books: one plan a line, refused when done before. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import {
  changeDeadline,
  type Commitment,
  type Deadline,
  insertDeadline,
  planDeadline,
} from '@erbao/deadlines/deadline';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import { attemptOf, type ClaimPayment, movePayment, type Payment } from '@erbao/payout/payment';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

export type Booking = { readonly payment: ClaimPayment; readonly claim: Claim; readonly at: Instant };

/** 支付不成功…对账户信息进行修正后，于2个工作日内完成重新支付 [nansha 第四部分 二(二)3]; counted from the bank's answer. */
const REPAY_PROMISE = {
  workingDays: 2,
  clause: 'nansha 第四部分 二(二)3',
  escalation: { at60: 'finance', at80: 'supervisor', breach: 'joint-office' },
} as const satisfies Omit<Commitment, 'deadlineId'>;

/** Each failed attempt has a promise of its own. */
export const repayDeadlineId = (failedAttempt: number): string => `repay-2wd-${failedAttempt}`;

/** The payment's line stands in the file for the bank. */
export const planSending = (
  { payment, claim, at }: Booking,
  file: { readonly batchId: string; readonly part: number },
): readonly Write[] => [
  movePayment(payment, 'in-payment', { filePart: file.part }),
  moveClaim(claim, 'payment-file-written'),
  recordDeed(
    {
      subjectId: claim.claimId,
      at,
      who: 'system',
      action: 'payment-sent',
      details: { batchId: file.batchId, attempt: attemptOf(payment) },
    },
    file.batchId,
  ),
];

/** What tells the ledger's entries of a later attempt from those of the first. */
export const attemptMark = (payment: Payment) =>
  attemptOf(payment) === 1 ? {} : { attempt: payment.paymentId };

/** `running` is the promise that this payment keeps, when it follows a failed one. */
export const planPaid = ({ payment, claim, at }: Booking, running?: Deadline): readonly Write[] => {
  const { claimId, memberId, amountFen, schemeId, adjudicationVersion: version } = payment;
  return [
    movePayment(payment, 'paid', { bookedAt: at }),
    moveClaim(claim, 'payment-booked', { paidAt: at }),
    post({
      kind: 'benefit-paid',
      schemeId,
      subjectId: claimId,
      version,
      amountFen,
      at,
      ...attemptMark(payment),
    }),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'payment-booked', details: { amountFen } }),
    announce({ kind: 'claim-paid', claimId, memberId, totalFen: amountFen }, at, payment.paymentId),
    ...(running?.state === 'running' ? [changeDeadline(running, { state: 'met' })] : []),
    // the claim's workflow waits for the first booking only; a return finds it ended
    ...(payment.reopened === true ? [] : answerWait(paymentWait(claimId, version), { next: 'paid' }, at)),
  ];
};

/** The promise to pay again, and the word that somebody must watch it. */
const repayPromise = ({ payment, claim, at }: Booking, calendar: WorkingCalendar): readonly Write[] => {
  const deadlineId = repayDeadlineId(attemptOf(payment));
  return [
    insertDeadline(planDeadline(calendar, { ...REPAY_PROMISE, deadlineId }, claim.claimId, at)),
    announce(
      { kind: 'deadline-planned', subjectId: claim.claimId, deadlineId },
      at,
      payment.paymentId,
      deadlineId,
    ),
  ];
};

/** Rejected by the bank: the money is still owed; the account is to be corrected with the claimant. */
export const planFailed = (booking: Booking, reason: string, calendar: WorkingCalendar): readonly Write[] => {
  const { payment, claim, at } = booking;
  const { claimId, memberId } = payment;
  return [
    movePayment(payment, 'failed', { failure: reason }),
    moveClaim(claim, 'payment-rejected'),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'payment-failed', details: { reason } }),
    announce({ kind: 'payment-failed', claimId, memberId, reason }, at, payment.paymentId),
    ...repayPromise(booking, calendar),
  ];
};

/** 退汇: booked and come back, perhaps days later. The payment is open again; the decision and its sum are not touched. */
export const planReturned = (
  booking: Booking,
  reason: string,
  calendar: WorkingCalendar,
): readonly Write[] => {
  const { payment, claim, at } = booking;
  const { claimId, memberId, amountFen, schemeId, adjudicationVersion: version } = payment;
  return [
    movePayment(payment, 'returned', { failure: reason, returnedAt: at }),
    moveClaim(claim, 'payment-returned', {}, ['paidAt']),
    post({
      kind: 'benefit-returned',
      schemeId,
      subjectId: claimId,
      version,
      amountFen,
      at,
      ...attemptMark(payment),
    }),
    recordDeed({
      subjectId: claimId,
      at,
      who: 'system',
      action: 'payment-returned',
      details: { amountFen, reason },
    }),
    announce({ kind: 'payment-returned', claimId, memberId, reason }, at, payment.paymentId),
    ...repayPromise(booking, calendar),
  ];
};
