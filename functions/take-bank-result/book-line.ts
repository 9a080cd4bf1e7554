/** One line of the bank's answer → what it means for its payment → booked once, or a question for a person. */
import { EARLIER_ATTEMPT_BOOKED } from '@erbao/adjudication/account-correction';
import { planFailed, planPaid, planReturned, repayDeadlineId } from '@erbao/adjudication/booking';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import { findDeadline } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { type BankResultLine, meaningOf } from '@erbao/payout/bank-result';
import {
  attemptOf,
  type ClaimPayment,
  findPayment,
  isForHospital,
  movePayment,
  paidSubject,
  type Payment,
  paymentById,
  type StatementPayment,
} from '@erbao/payout/payment';
import { statementById } from '@erbao/settlement-files/statement';
import {
  planStatementFailed,
  planStatementPaid,
  planStatementReturned,
} from '@erbao/settlement-files/statement-payment';

export type Needs = { readonly tables: Tables; readonly clock: Clock };

const commit = async ({ tables }: Needs, payment: Payment, writes: readonly Write[]): Promise<void> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId: payment.paymentId });
};

type As = 'paid' | 'failed' | 'returned';

const statementBooking = async (
  { tables, clock }: Needs,
  payment: StatementPayment,
  as: As,
  reason: string,
): Promise<readonly Write[]> => {
  const at = clock();
  const booked = { payment, statement: await statementById(tables, payment.statementId), at };
  if (as === 'paid') return planStatementPaid(booked);
  const calendar = await officeCalendar(tables, localDateOf(at));
  return as === 'failed'
    ? planStatementFailed(booked, reason, calendar)
    : planStatementReturned(booked, reason, calendar);
};

const booking = async (
  { tables, clock }: Needs,
  payment: ClaimPayment,
  as: As,
  reason: string,
): Promise<readonly Write[]> => {
  const claim = await claimById(tables, payment.claimId);
  const at = clock();
  const booked = { payment, claim, at };
  if (as === 'paid') {
    const promise = repayDeadlineId(attemptOf(payment) - 1);
    return planPaid(booked, await findDeadline(tables, claim.claimId, promise));
  }
  const calendar = await officeCalendar(tables, localDateOf(at));
  return as === 'failed' ? planFailed(booked, reason, calendar) : planReturned(booked, reason, calendar);
};

/** The bank paid what it had called failed: a next attempt that has not gone out must not go out. */
const stopNextAttempt = async (needs: Needs, payment: Payment): Promise<void> => {
  if (payment.nextPaymentId === undefined) return;
  const next = await paymentById(needs.tables, payment.nextPaymentId);
  if (next.state !== 'payable') return;
  await commit(needs, next, [
    movePayment(next, 'held', { holdReasons: [EARLIER_ATTEMPT_BOOKED] }),
    recordDeed({
      subjectId: paidSubject(next),
      at: needs.clock(),
      who: 'system',
      action: 'payment-held',
      details: { reasons: EARLIER_ATTEMPT_BOOKED },
    }),
  ]);
};

export type Booked = { readonly batchId?: string; readonly question?: string };

/** Throws Conflict when the payment moves meanwhile; the line is then read again. */
export const bookLine = async (needs: Needs, line: BankResultLine): Promise<Booked> => {
  const payment = await findPayment(needs.tables, line.paymentId);
  if (payment === undefined) return { question: `payment-unknown:${line.paymentId}` };
  const batch = payment.batchId === undefined ? {} : { batchId: payment.batchId };
  const meaning = meaningOf(line, payment);
  if (meaning.kind === 'nothing') return batch;
  if (meaning.kind === 'question') {
    if (payment.state === 'failed' && line.outcome === 'paid') await stopNextAttempt(needs, payment);
    return { ...batch, question: meaning.question };
  }
  const writes = isForHospital(payment)
    ? await statementBooking(needs, payment, meaning.as, line.reason)
    : await booking(needs, payment, meaning.as, line.reason);
  await commit(needs, payment, writes);
  return batch;
};
