/** Money that was paid beside another payment of the same sum: owed back to the fund, or kept when that other one comes back. */
import { noteOnClaim } from '@erbao/claims/claim-moves';
import type { Write } from '@erbao/dynamo-kit/tables';
import { announce } from '@erbao/outbox/outbox-event';
import { isForHospital, movePayment, type Payment } from '@erbao/payout/payment';
import { noteOnStatement } from '@erbao/settlement-files/statement';
import { deedOn, posted, type Scene } from './paid-for.ts';

/**
 * `standing` is the attempt that counts; none where the approval itself was taken back. An open recovery, which the person is
 * told of.
 */
export const planSurplus = ({ payment, at }: Scene, standing?: string): readonly Write[] => {
  const { paymentId, amountFen } = payment;
  return [
    movePayment(payment, 'surplus', {
      bookedAt: at,
      ...(standing === undefined ? {} : { closedBy: standing }),
    }),
    posted(payment, 'surplus-paid', at),
    deedOn({ payment, at }, 'system', 'paid-twice', { amountFen }),
    ...(isForHospital(payment)
      ? []
      : [
          announce(
            { kind: 'recovery-opened', claimId: payment.claimId, memberId: payment.memberId, amountFen },
            at,
            paymentId,
          ),
        ]),
  ];
};

/** By the bank 退汇, or paid back into the account and entered by finance. */
export const planSurplusReturned = ({ payment, at }: Scene, reason: string): readonly Write[] => [
  movePayment(payment, 'returned', { failure: reason, returnedAt: at }),
  posted(payment, 'surplus-returned', at),
  deedOn({ payment, at }, 'system', 'surplus-returned', { amountFen: payment.amountFen }),
];

/** The payment that stood came back: the other one, which has arrived, takes its place. */
export const planSurplusKept = (scene: Scene, reason: string, surplus: Payment): readonly Write[] => {
  const { payment, claim, statement, at } = scene;
  const { paymentId } = surplus;
  return [
    movePayment(payment, 'returned', { failure: reason, returnedAt: at, closedBy: paymentId }),
    movePayment(surplus, 'paid', {}, ['closedBy']),
    posted(payment, 'benefit-returned', at),
    posted(surplus, 'surplus-kept', at),
    deedOn({ payment, at }, 'system', 'surplus-kept', { amountFen: payment.amountFen }),
    ...(claim === undefined || claim.paymentId !== payment.paymentId
      ? []
      : [noteOnClaim(claim, { paymentId })]),
    ...(statement === undefined ? [] : [noteOnStatement(statement, { paymentId })]),
  ];
};
