/**
 * One line of the bank's answer → what it means for its payment → booked once, or a question for a person. Whatever moves
 * meanwhile (a rest being decided, a correction approved) is read again, so that no line is left over.
 */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { type BankResultLine, meaningOf } from '@erbao/payout/bank-result';
import { findPayment, type Payment } from '@erbao/payout/payment';
import { type Attempts, attemptsAround, inState, laterThan } from './attempts.ts';
import { keepRecalls } from './bank-inquiry.ts';
import { goingOn, planDispute } from './dispute.ts';
import { failed, isBeingRecovered, paid, returned, type Scene, sceneOf } from './paid-for.ts';
import { planSurplus, planSurplusKept, planSurplusReturned } from './surplus.ts';

export type Needs = { readonly tables: Tables; readonly clock: Clock };

const returning = (scene: Scene, reason: string, attempts: Attempts): readonly Write[] => {
  const { payment } = scene;
  const later = laterThan(payment, attempts);
  if (payment.state === 'surplus')
    return [
      ...planSurplusReturned(scene, reason),
      ...(payment.withdrawn === true && later !== undefined ? [goingOn(later, attempts, scene.at)] : []),
    ];
  const surplus = inState(attempts, 'surplus');
  if (surplus !== undefined) return planSurplusKept(scene, reason, surplus);
  return returned(scene, reason, later);
};

const booking = (
  scene: Scene,
  as: 'paid' | 'failed' | 'returned',
  reason: string,
  attempts: Attempts,
): readonly Write[] => {
  const { closedBy } = scene.payment;
  switch (as) {
    case 'paid':
      return closedBy === undefined ? paid(scene) : planSurplus(scene, closedBy);
    case 'failed':
      return failed(scene, reason);
    case 'returned':
      return returning(scene, reason, attempts);
  }
};

/** The writes of a booking by the bank's word; `attempts` are those around the payment. */
export const planBooking = (...given: Parameters<typeof booking>): readonly Write[] => [
  ...booking(...given),
  ...keepRecalls(given[0]),
];

export type Booked = { readonly batchId?: string; readonly question?: string };
type Planned = { readonly writes: readonly Write[]; readonly question?: string };

const planned = async (
  { tables, clock }: Needs,
  payment: Payment,
  line: BankResultLine,
  source: string,
): Promise<Planned> => {
  const meaning = meaningOf(line, payment, source);
  if (meaning.kind === 'nothing') return { writes: [] };
  if (meaning.kind === 'question') return { writes: [], question: meaning.question };
  const scene = await sceneOf(tables, payment, clock());
  const attempts = await attemptsAround(tables, scene);
  if (meaning.kind === 'dispute')
    return {
      writes: await planDispute(tables, scene, source, attempts),
      question: `paid-while-failed:${payment.paymentId}`,
    };
  // a person says whether the claimant or the bank gave it back
  if (meaning.as === 'returned' && payment.state === 'paid' && isBeingRecovered(scene))
    return { writes: [], question: `returned-while-recovering:${payment.paymentId}` };
  return { writes: planBooking(scene, meaning.as, line.reason, attempts) };
};

const MOST_READS = 5;

/** `source` names where the line stands. Throws Conflict when the payment does not stand still. */
export const bookLine = async (needs: Needs, line: BankResultLine, source: string): Promise<Booked> => {
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const payment = await findPayment(needs.tables, line.paymentId);
    if (payment === undefined) return { question: `payment-unknown:${line.paymentId}` };
    const { writes, question } = await planned(needs, payment, line, source);
    if (writes.length === 0 || (await needs.tables.commit(writes)).committed)
      return {
        ...(payment.batchId === undefined ? {} : { batchId: payment.batchId }),
        ...(question === undefined ? {} : { question }),
      };
  }
  throw new Conflict('payment-moved-on', { paymentId: line.paymentId });
};
