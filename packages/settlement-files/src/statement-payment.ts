/** What the bank's answer does to the payment of a statement and to the books: refused when it was done before. */
import { attemptMark, repayDeadlineId } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Commitment, insertDeadline, planDeadline } from '@erbao/deadlines/deadline';
import type { Write } from '@erbao/dynamo-kit/tables';
import { type PostingKind, post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import { attemptOf, changePayment, movePayment, type StatementPayment } from '@erbao/payout/payment';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import { moveStatement, type Statement } from './statement.ts';

export type StatementBooking = {
  readonly payment: StatementPayment;
  readonly statement: Statement;
  readonly at: Instant;
};

/** The document gives two working days for a claimant's payment; the hospital's is held to the same until confirmed. */
const REPAY_PROMISE = {
  workingDays: 2,
  clause: '时限待确认（参照 nansha 第四部分 二(二)3）',
  desk: 'finance',
  escalation: { at60: 'finance', at80: 'supervisor', breach: 'joint-office' },
} as const satisfies Omit<Commitment, 'deadlineId'>;

/** A statement has one version: it never changes. */
const ONLY_VERSION = 1;

const posted = ({ payment, at }: StatementBooking, kind: PostingKind): Write =>
  post({
    kind,
    schemeId: payment.schemeId,
    subjectId: payment.statementId,
    version: ONLY_VERSION,
    amountFen: payment.amountFen,
    at,
    ...attemptMark(payment),
  });

/** Approved by the second person: what was reserved for the month's settlements is owed to the hospital. */
export const postApproved = (statement: Statement, at: Instant): Write =>
  post({
    kind: 'benefit-approved',
    schemeId: statement.schemeId,
    subjectId: statement.statementId,
    version: ONLY_VERSION,
    amountFen: statement.payableFen,
    at,
  });

const deed = (
  { payment, at }: StatementBooking,
  action: string,
  details: Readonly<Record<string, string | number>>,
): Write =>
  recordDeed({ subjectId: payment.statementId, at, who: 'system', action, details }, payment.paymentId);

export const planStatementSending = (
  booking: StatementBooking,
  file: { readonly batchId: string; readonly part: number },
): readonly Write[] => [
  movePayment(booking.payment, 'in-payment', { filePart: file.part }),
  deed(booking, 'payment-sent', { batchId: file.batchId, attempt: attemptOf(booking.payment) }),
];

export const planStatementPaid = (booking: StatementBooking): readonly Write[] => {
  const { payment, statement, at } = booking;
  const { statementId, hospitalId, amountFen } = payment;
  return [
    movePayment(payment, 'paid', { bookedAt: at }),
    moveStatement(statement, 'bank-books', { paidAt: at, paymentId: payment.paymentId }),
    posted(booking, 'benefit-paid'),
    deed(booking, 'payment-booked', { amountFen }),
    announce({ kind: 'statement-paid', statementId, hospitalId, amountFen }, at, payment.paymentId),
  ];
};

/** The account is to be corrected with the hospital; the statement stays approved and is owed. */
const repayPromise = ({ payment, at }: StatementBooking, calendar: WorkingCalendar): readonly Write[] => {
  const { statementId, hospitalId } = payment;
  const deadlineId = repayDeadlineId(payment);
  const deadline = planDeadline(calendar, { ...REPAY_PROMISE, deadlineId }, statementId, at, hospitalId);
  return [
    insertDeadline(deadline),
    announce({ kind: 'deadline-planned', subjectId: statementId, deadlineId }, at, statementId, deadlineId),
  ];
};

export const planStatementFailed = (
  booking: StatementBooking,
  reason: string,
  calendar: WorkingCalendar,
): readonly Write[] => [
  movePayment(booking.payment, 'failed', { failure: reason }),
  deed(booking, 'payment-failed', { reason }),
  // another attempt stands: nothing is owed
  ...(booking.payment.closedBy === undefined ? repayPromise(booking, calendar) : []),
];

/** `next` is the later attempt that the statement follows from now on, where there was one. */
export const planStatementReturned = (
  booking: StatementBooking,
  reason: string,
  calendar: WorkingCalendar,
  next?: StatementPayment,
): readonly Write[] => {
  const { payment, statement, at } = booking;
  const points = next === undefined ? {} : { paymentId: next.paymentId };
  return [
    movePayment(payment, 'returned', { failure: reason, returnedAt: at }),
    ...(next === undefined ? [] : [changePayment(next, { reopened: true }, ['closedBy'])]),
    moveStatement(statement, 'bank-returns', points),
    posted(booking, 'benefit-returned'),
    deed(booking, 'payment-returned', { amountFen: payment.amountFen, reason }),
    ...repayPromise(booking, calendar),
  ];
};
