/** What a payment is for, a claim or a hospital's statement: what follows there from the bank's word. */
import { planFailed, planPaid, planReturned, repayPromisesOf } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById } from '@erbao/claims/claim';
import { mayMove } from '@erbao/claims/lifecycle';
import { type Deadline, deadlinesOf } from '@erbao/deadlines/deadline';
import { meetDeadline } from '@erbao/deadlines/deadline-course';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type PostingKind, post } from '@erbao/fund-ledger/ledger-entry';
import { attemptMark } from '@erbao/adjudication/booking';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { isForHospital, type Payment, paidSubject } from '@erbao/payout/payment';
import { type Statement, statementById } from '@erbao/settlement-files/statement';
import {
  planStatementFailed,
  planStatementPaid,
  planStatementReturned,
} from '@erbao/settlement-files/statement-payment';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';

/** The payment with what it pays, as both stand. */
export type Scene = {
  readonly payment: Payment;
  readonly claim?: Claim;
  readonly statement?: Statement;
  readonly deadlines: readonly Deadline[];
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
};

export const sceneOf = async (tables: Tables, payment: Payment, at: Instant): Promise<Scene> => ({
  payment,
  ...(isForHospital(payment)
    ? { statement: await statementById(tables, payment.statementId) }
    : { claim: await claimById(tables, payment.claimId) }),
  deadlines: await deadlinesOf(tables, paidSubject(payment)),
  calendar: await officeCalendar(tables, localDateOf(at)),
  at,
});

const claimOf = ({ claim, payment }: Scene): Claim => {
  if (claim === undefined) throw new Defect('payment-without-claim', { paymentId: payment.paymentId });
  return claim;
};
const statementOf = ({ statement, payment }: Scene): Statement => {
  if (statement === undefined)
    throw new Defect('payment-without-statement', { paymentId: payment.paymentId });
  return statement;
};

export const deedOn = (
  { payment, at }: Pick<Scene, 'payment' | 'at'>,
  who: string,
  action: string,
  details: Readonly<Record<string, string | number>>,
): Write => recordDeed({ subjectId: paidSubject(payment), at, who, action, details }, payment.paymentId, who);

/** A statement has one version: it never changes. */
export const posted = (payment: Payment, kind: PostingKind, at: Instant): Write =>
  post({
    kind,
    schemeId: payment.schemeId,
    subjectId: paidSubject(payment),
    version: isForHospital(payment) ? 1 : payment.adjudicationVersion,
    amountFen: payment.amountFen,
    at,
    ...attemptMark(payment),
  });

export const paid = (
  scene: Scene,
  by: 'payment-booked' | 'failure-disproved' = 'payment-booked',
): readonly Write[] => {
  const { payment, deadlines, calendar, at } = scene;
  const kept = repayPromisesOf(payment, deadlines).flatMap((one) => meetDeadline(calendar, one, at));
  return isForHospital(payment)
    ? [...planStatementPaid({ payment, statement: statementOf(scene), at }), ...kept]
    : planPaid({ payment, claim: claimOf(scene), at }, { by, kept });
};

export const failed = (scene: Scene, reason: string): readonly Write[] => {
  const { payment, calendar, at } = scene;
  return isForHospital(payment)
    ? planStatementFailed({ payment, statement: statementOf(scene), at }, reason, calendar)
    : planFailed({ payment, claim: claimOf(scene), at }, reason, calendar);
};

/** The fund is being given back this money already: whose is it, the person's or the bank's? */
export const isBeingRecovered = ({ claim }: Scene): boolean =>
  claim?.state === 'recovering' || claim?.state === 'recovered';

export const returned = (scene: Scene, reason: string, next?: Payment): readonly Write[] => {
  const { payment, calendar, at } = scene;
  if (isForHospital(payment)) {
    const later = next !== undefined && isForHospital(next) ? next : undefined;
    return planStatementReturned({ payment, statement: statementOf(scene), at }, reason, calendar, later);
  }
  const claim = claimOf(scene);
  // its rest is being decided, or paid: this money is paid again beside that
  const follows = claim.paymentId === payment.paymentId && mayMove('payment-returned', claim.state);
  const booking = { payment: follows ? payment : { ...payment, beside: true }, claim, at };
  const later = next !== undefined && !isForHospital(next) ? next : undefined;
  return planReturned(booking, reason, calendar, later);
};
