/** What the bank's answer does to a payment, its claim and the books: one plan a line, refused when done before. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import type { MoveName } from '@erbao/claims/lifecycle';
import { paymentWait } from '@erbao/claims/claim-waits';
import type { Role } from '@erbao/api-contracts/roles';
import {
  changeDeadline,
  type Commitment,
  type Deadline,
  insertDeadline,
  planDeadline,
} from '@erbao/deadlines/deadline';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { type PostingKind, post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import {
  attemptOf,
  changePayment,
  type ClaimPayment,
  isForHospital,
  movePayment,
  type Payment,
} from '@erbao/payout/payment';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

export type Booking = { readonly payment: ClaimPayment; readonly claim: Claim; readonly at: Instant };

/** 支付不成功…对账户信息进行修正后，于2个工作日内完成重新支付 [nansha 第四部分 二(二)3]; counted from the bank's answer. */
const REPAY_PROMISE = {
  workingDays: 2,
  clause: 'nansha 第四部分 二(二)3',
  desk: 'finance',
  escalation: { at60: 'finance', at80: 'supervisor', breach: 'joint-office' },
} as const satisfies Omit<Commitment, 'deadlineId'>;

/** A statement has one version: it never changes. */
const versionMark = (payment: Payment): string =>
  isForHospital(payment) || payment.adjudicationVersion === 1
    ? ''
    : `v${String(payment.adjudicationVersion)}-`;

/** Tells the attempts to pay one subject apart in the names of dates. */
export const attemptName = (payment: Payment): string =>
  `${versionMark(payment)}${String(attemptOf(payment))}`;

/** Each failed attempt of each version has a promise of its own; one that failed and was paid all the same may come back. */
export const repayDeadlineId = (payment: Payment): string =>
  `repay-2wd-${attemptName(payment)}${payment.dispute === undefined ? '' : '-again'}`;

/** The promises to pay this sum again: a booking keeps them, in time or late. */
export const repayPromisesOf = (payment: Payment, deadlines: readonly Deadline[]): readonly Deadline[] =>
  deadlines.filter(({ deadlineId }) => {
    const prefix = `repay-2wd-${versionMark(payment)}`;
    return deadlineId.startsWith(prefix) && /^\d/.test(deadlineId.slice(prefix.length));
  });

/** Whose turn it is with a payment that is to be corrected: the second person's, or the first one's again. */
export const handRepay = (payment: Payment, deadlines: readonly Deadline[], desk: Role): readonly Write[] =>
  deadlines
    .filter(({ deadlineId, metAt, state }) => {
      const isOpen = metAt === undefined && (state === 'running' || state === 'breached');
      return isOpen && deadlineId === repayDeadlineId(payment);
    })
    .map((promise) => changeDeadline(promise, { desk }));

/** A payment that the claim does not follow moves by itself. */
const following = (
  { payment, claim }: Booking,
  by: MoveName,
  set: Item = {},
  remove: readonly string[] = [],
) => (payment.beside === true || payment.closedBy !== undefined ? [] : [moveClaim(claim, by, set, remove)]);

const deed = (
  { payment, at }: Booking,
  action: string,
  details: Readonly<Record<string, string | number>>,
): Write => recordDeed({ subjectId: payment.claimId, at, who: 'system', action, details }, payment.paymentId);

/** The payment's line stands in the file for the bank. */
export const planSending = (
  booking: Booking,
  { batchId, part }: { readonly batchId: string; readonly part: number },
): readonly Write[] => [
  movePayment(booking.payment, 'in-payment', { filePart: part }),
  ...following(booking, 'payment-file-written'),
  deed(booking, 'payment-sent', { batchId, attempt: attemptOf(booking.payment) }),
];

/** What tells the ledger's entries of a later attempt from those of the first. */
export const attemptMark = (payment: Payment) =>
  attemptOf(payment) === 1 ? {} : { attempt: payment.paymentId };

const posted = ({ payment, at }: Booking, kind: PostingKind): Write => {
  const { claimId: subjectId, amountFen, schemeId, adjudicationVersion: version } = payment;
  return post({ kind, schemeId, subjectId, version, amountFen, at, ...attemptMark(payment) });
};

export type PaidHow = {
  /** The writes of the promises to pay again which this payment keeps. */
  readonly kept?: readonly Write[];
  readonly by?: 'payment-booked' | 'failure-disproved';
};

export const planPaid = (
  booking: Booking,
  { kept = [], by = 'payment-booked' }: PaidHow = {},
): readonly Write[] => {
  const { payment, at } = booking;
  const { claimId, memberId, paymentId, amountFen, adjudicationVersion } = payment;
  return [
    movePayment(payment, 'paid', { bookedAt: at }),
    ...following(booking, by, { paidAt: at, paymentId }),
    posted(booking, 'benefit-paid'),
    deed(booking, 'payment-booked', { amountFen }),
    announce({ kind: 'claim-paid', claimId, memberId, totalFen: amountFen }, at, paymentId),
    ...kept,
    // the claim's workflow waits for the first booking only; a return finds it ended
    ...(payment.reopened === true
      ? []
      : answerWait(paymentWait(claimId, adjudicationVersion), { next: 'paid' }, at)),
  ];
};

/** The promise to pay again, and the word that somebody must watch it. */
const repayPromise = ({ payment, claim, at }: Booking, calendar: WorkingCalendar): readonly Write[] => {
  const deadlineId = repayDeadlineId(payment);
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

/** Rejected by the bank: the money is still owed, and the account to be corrected with the claimant; unless another stands. */
export const planFailed = (booking: Booking, reason: string, calendar: WorkingCalendar): readonly Write[] => {
  const { payment, at } = booking;
  const { claimId, memberId } = payment;
  const failed = [
    movePayment(payment, 'failed', { failure: reason }),
    deed(booking, 'payment-failed', { reason }),
  ];
  if (payment.closedBy !== undefined) return failed;
  return [
    ...failed,
    ...following(booking, 'payment-rejected'),
    announce({ kind: 'payment-failed', claimId, memberId, reason }, at, payment.paymentId),
    ...repayPromise(booking, calendar),
  ];
};

/**
 * 退汇: booked and come back, perhaps days later. The payment is open again; the decision and its sum are not touched.
 * `next` is the later attempt that the claim follows from now on, where there was one.
 */
export const planReturned = (
  booking: Booking,
  reason: string,
  calendar: WorkingCalendar,
  next?: ClaimPayment,
): readonly Write[] => {
  const { payment, at } = booking;
  const { claimId, memberId, amountFen, beside } = payment;
  const mark = beside === true ? { beside } : {};
  const by = next?.state === 'in-payment' ? 'later-attempt-awaited' : 'payment-returned';
  const points = next === undefined ? {} : { paymentId: next.paymentId };
  return [
    movePayment(payment, 'returned', { failure: reason, returnedAt: at, ...mark }),
    ...(next === undefined ? [] : [changePayment(next, { reopened: true, ...mark }, ['closedBy'])]),
    ...following(booking, by, points, ['paidAt']),
    posted(booking, 'benefit-returned'),
    deed(booking, 'payment-returned', { amountFen, reason }),
    announce({ kind: 'payment-returned', claimId, memberId, reason }, at, payment.paymentId),
    ...repayPromise(booking, calendar),
  ];
};
