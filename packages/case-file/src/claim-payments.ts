/** All money of a claim as people see it: what was paid, what came back, what goes on beside the one that the claim follows. */
import type { ClaimView } from '@erbao/api-contracts/claim-views';
import { addFen, printYuan, ZERO_FEN } from '@erbao/kernel/money';
import { attemptOf, type ClaimPayment } from '@erbao/payout/payment';
import { PAYMENT_STATE_NAMES_ZH } from '@erbao/api-contracts/payment-states';

export const paymentViews = (payments: readonly ClaimPayment[]): ClaimView['payments'] =>
  payments.map((payment) => {
    const { paymentId, adjudicationVersion, amountFen, state, bookedAt, returnedAt } = payment;
    return {
      paymentId,
      version: adjudicationVersion,
      attempt: attemptOf(payment),
      amountFen,
      amountYuan: printYuan(amountFen),
      state,
      stateName: PAYMENT_STATE_NAMES_ZH[state],
      beside: payment.beside === true,
      ...(bookedAt === undefined ? {} : { bookedAt }),
      ...(returnedAt === undefined ? {} : { returnedAt }),
    };
  });

const isOwedBeside = ({ beside, state, nextPaymentId, closedBy }: ClaimPayment): boolean =>
  beside === true && state !== 'paid' && nextPaymentId === undefined && closedBy === undefined;

/** Beside the name of the claim's state, which says nothing of it; empty where nothing is owed beside. */
export const besideZh = (payments: readonly ClaimPayment[]): string => {
  const owed = payments.filter(isOwedBeside);
  const totalFen = owed.reduce((sum, { amountFen }) => addFen(sum, amountFen), ZERO_FEN);
  return owed.length === 0 ? '' : `（另有 ${printYuan(totalFen)} 元被退回，核对账户后重新划付）`;
};
