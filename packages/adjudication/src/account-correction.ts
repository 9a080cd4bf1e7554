/**
 * An account that did not take the money, or that may not be the member's: one person proposes a correction with the
 * claimant's word, another approves it, and the payment is payable again. Only then is there a next attempt.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Write } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import {
  attemptOf,
  changePayment,
  insertPayment,
  isForHospital,
  nextPaymentIdOf,
  paidSubject,
  type Payment,
} from '@erbao/payout/payment';
import type { AccountProposal } from '@erbao/payout/payment-proposal';

/** The bank paid an attempt that it had called failed: nobody may send another one before that is cleared up. */
export const EARLIER_ATTEMPT_BOOKED = 'earlier-attempt-booked';

/** Throws Conflict while the bank has the payment or its word on it is doubted, after it was paid, and for what is over. */
const checkCorrectable = (payment: Payment): void => {
  const { paymentId, state, nextPaymentId, closedBy, withdrawn, holdReasons = [] } = payment;
  if (state === 'batched' || state === 'in-payment') throw new Conflict('payment-at-bank', { paymentId });
  const isOver = nextPaymentId !== undefined || closedBy !== undefined || withdrawn === true;
  if (state === 'paid' || state === 'surplus' || isOver)
    throw new Conflict('payment-moved-on', { paymentId });
  if (state === 'disputed') throw new Conflict('payment-disputed', { paymentId });
  if (holdReasons.includes(EARLIER_ATTEMPT_BOOKED)) throw new Conflict(EARLIER_ATTEMPT_BOOKED, { paymentId });
};

const deed = (payment: Payment, who: string, at: Instant, verb: 'proposed' | 'approved' | 'rejected') =>
  recordDeed(
    {
      subjectId: paidSubject(payment),
      at,
      who,
      action: `account-correction-${verb}`,
      details: { paymentId: payment.paymentId, attempt: attemptOf(payment) },
    },
    payment.paymentId,
  );

/** A later proposal takes the place of an earlier one; the approver names the one that he or she has seen. */
export const planProposal = (
  payment: Payment,
  proposal: AccountProposal,
): { readonly proposalId: string; readonly writes: readonly Write[] } => {
  checkCorrectable(payment);
  const { by, at } = proposal;
  const proposalId = contentId('proposal', payment.paymentId, by, at);
  return {
    proposalId,
    writes: [changePayment(payment, { proposalId, proposal }), deed(payment, by, at, 'proposed')],
  };
};

export type Check = { readonly who: string; readonly at: Instant; readonly proposalId: string };

/** Throws Forbidden for the maker, Conflict when the proposal is no longer the one that was seen. */
const proposalSeen = (payment: Payment, { who, proposalId }: Check): AccountProposal => {
  checkCorrectable(payment);
  const { paymentId, proposal } = payment;
  if (proposal === undefined || payment.proposalId !== proposalId)
    throw new Conflict('proposal-moved-on', { paymentId });
  if (proposal.by === who) throw new Forbidden('maker-is-checker');
  return proposal;
};

/** What a payment holds while a correction is proposed. */
export const PROPOSAL = ['proposalId', 'proposal'];

/** What is paid and to whom, as the attempt before it had it. */
const payeeOf = (payment: Payment, { account = payment.account }: AccountProposal) => {
  if (isForHospital(payment)) {
    const { statementId, hospitalId, payerId } = payment;
    return { statementId, hospitalId, payerId, account: account ?? payment.account };
  }
  const { claimId, memberId, adjudicationVersion } = payment;
  return { claimId, memberId, adjudicationVersion, ...(account === undefined ? {} : { account }) };
};

/** Tried at the bank before: the next attempt is a payment of its own. */
const nextAttempt = (payment: Payment, proposal: AccountProposal, at: Instant): readonly Write[] => {
  const { schemeId, amountFen, state } = payment;
  const paymentId = nextPaymentIdOf(payment);
  return [
    changePayment(payment, { nextPaymentId: paymentId }, PROPOSAL),
    insertPayment({
      paymentId,
      schemeId,
      amountFen,
      state: 'payable',
      payableOn: localDateOf(at),
      attempt: attemptOf(payment) + 1,
      previousPaymentId: payment.paymentId,
      accountConfirmed: true,
      ...payeeOf(payment, proposal),
      ...(state === 'returned' || payment.reopened === true ? { reopened: true } : {}),
      ...(payment.beside === true ? { beside: true } : {}),
    }),
  ];
};

/** `follow` gives the writes by which the claim or the statement points to its next attempt. */
export const planCorrection = (
  payment: Payment,
  check: Check,
  follow: (nextPaymentId: string) => readonly Write[],
): readonly Write[] => {
  const proposal = proposalSeen(payment, check);
  const { who, at } = check;
  if (payment.state === 'failed' || payment.state === 'returned' || payment.state === 'stopped')
    return [
      ...nextAttempt(payment, proposal, at),
      ...follow(nextPaymentIdOf(payment)),
      deed(payment, who, at, 'approved'),
    ];
  const { account } = proposal;
  return [
    changePayment(
      payment,
      {
        state: 'payable',
        payableOn: localDateOf(at),
        accountConfirmed: true,
        ...(account === undefined ? {} : { account }),
      },
      [...PROPOSAL, 'holdReasons'],
    ),
    deed(payment, who, at, 'approved'),
  ];
};

export const planRejection = (payment: Payment, check: Check): readonly Write[] => {
  proposalSeen(payment, check);
  return [changePayment(payment, {}, PROPOSAL), deed(payment, check.who, check.at, 'rejected')];
};
