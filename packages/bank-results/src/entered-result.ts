/**
 * What the bank did, entered by a person: for a bank that sends no files, for an answer that contradicts an earlier one, and
 * for money that was paid back into the account. One enters it with the bank's reference, another confirms it.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { meaningOf } from '@erbao/payout/bank-result';
import { changePayment, type Payment } from '@erbao/payout/payment';
import type { EnteredResult } from '@erbao/payout/payment-proposal';
import { paymentTable } from '@erbao/payout/payment-table';
import { attemptsAround } from './attempts.ts';
import { handInquiry } from './bank-inquiry.ts';
import { planBooking } from './book-line.ts';
import { planDispute, planRuling } from './dispute.ts';
import { deedOn, sceneOf } from './paid-for.ts';

const ENTERED = ['enteredId', 'entered'];
const BY_HAND = 'entered-by-hand';

/** The plan's own write of the payment also says this: a payment is written once in a transaction. */
const alsoOn = (
  writes: readonly Write[],
  { paymentId }: Payment,
  set: Item,
  remove: readonly string[] = [],
): readonly Write[] =>
  writes.map((write) =>
    write.do === 'change' && write.table === paymentTable && write.key['paymentId'] === paymentId
      ? { ...write, set: { ...write.set, ...set }, remove: [...(write.remove ?? []), ...remove] }
      : write,
  );

type Effect =
  | { readonly kind: 'ruling'; readonly outcome: 'paid' | 'failed' }
  | { readonly kind: 'dispute' }
  | { readonly kind: 'book'; readonly as: 'paid' | 'failed' | 'returned' };

/** What the word would do to the payment as it stands. Throws Conflict `result-not-expected` when it says nothing of it. */
const effectOf = (payment: Payment, outcome: EnteredResult['outcome'], source: string): Effect => {
  const { paymentId, state } = payment;
  if (state === 'disputed' && outcome !== 'returned') return { kind: 'ruling', outcome };
  const meaning = meaningOf({ paymentId, outcome, reason: BY_HAND }, payment, source);
  if (meaning.kind === 'book' || meaning.kind === 'dispute') return meaning;
  throw new Conflict('result-not-expected', { paymentId, state });
};

/** A failed payment that is entered as paid is in dispute from this moment on, so that no other goes out meanwhile. */
export const planEntering = async (
  tables: Tables,
  payment: Payment,
  entered: EnteredResult,
): Promise<{ readonly enteredId: string; readonly writes: readonly Write[] }> => {
  const { by, at, outcome } = entered;
  const enteredId = contentId('entered', payment.paymentId, by, at);
  const scene = await sceneOf(tables, payment, at);
  const writes =
    effectOf(payment, outcome, enteredId).kind === 'dispute'
      ? await planDispute(tables, scene, enteredId, await attemptsAround(tables, scene), 'finance-approver')
      : [changePayment(payment, {}), ...handInquiry(scene, 'finance-approver')];
  return {
    enteredId,
    writes: [
      ...alsoOn(writes, payment, { enteredId, entered }),
      deedOn(scene, by, 'bank-result-entered', { outcome, paymentId: payment.paymentId }),
    ],
  };
};

export type EnteredCheck = { readonly who: string; readonly at: Instant; readonly enteredId: string };

const enteredOf = (payment: Payment, { who, enteredId }: EnteredCheck): EnteredResult => {
  const { paymentId, entered } = payment;
  if (entered === undefined || payment.enteredId !== enteredId)
    throw new Conflict('proposal-moved-on', { paymentId });
  if (entered.by === who) throw new Forbidden('maker-is-checker');
  return entered;
};

/** Throws Forbidden for who entered it, Conflict when it is no longer the one that was seen, or says nothing new. */
export const planConfirmed = async (
  tables: Tables,
  payment: Payment,
  check: EnteredCheck,
): Promise<readonly Write[]> => {
  const { outcome, reference } = enteredOf(payment, check);
  const scene = await sceneOf(tables, payment, check.at);
  const attempts = await attemptsAround(tables, scene);
  const effect = effectOf(payment, outcome, check.enteredId);
  // another answer of the bank came in between: what is entered is entered anew, with the payment in dispute
  if (effect.kind === 'dispute') throw new Conflict('proposal-moved-on', { paymentId: payment.paymentId });
  const writes =
    effect.kind === 'ruling'
      ? planRuling(scene, effect.outcome, attempts)
      : planBooking(scene, effect.as, BY_HAND, attempts);
  return [
    ...alsoOn(writes, payment, { bankReference: reference }, ENTERED),
    deedOn(scene, check.who, 'bank-result-confirmed', { outcome, paymentId: payment.paymentId }),
  ];
};

/** The person who asked the bank is to ask again. */
export const planNotConfirmed = async (
  tables: Tables,
  payment: Payment,
  check: EnteredCheck,
): Promise<readonly Write[]> => {
  const { outcome } = enteredOf(payment, check);
  const scene = await sceneOf(tables, payment, check.at);
  return [
    ...handInquiry(scene, 'finance'),
    changePayment(payment, {}, ENTERED),
    deedOn({ payment, at: check.at }, check.who, 'bank-result-rejected', { outcome }),
  ];
};
