/** What the bank's answer does to a payment, its claim and the books: one plan a line, refused when done before. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import { movePayment, type Payment } from '@erbao/payout/payment';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

type Booking = { readonly payment: Payment; readonly claim: Claim; readonly at: Instant };

/** The payment's line stands in the file for the bank. */
export const planSending = ({ payment, claim, at }: Booking, batchId: string): readonly Write[] => [
  movePayment(payment, 'in-payment'),
  moveClaim(claim, 'payment-file-written'),
  recordDeed(
    { subjectId: claim.claimId, at, who: 'system', action: 'payment-sent', details: { batchId } },
    batchId,
  ),
];

/** Booked by the bank: only now is the claim paid. */
export const planPaid = ({ payment, claim, at }: Booking): readonly Write[] => {
  const { claimId, memberId, amountFen, schemeId, adjudicationVersion: version } = payment;
  return [
    movePayment(payment, 'paid', { bookedAt: at }),
    moveClaim(claim, 'payment-booked', { paidAt: at }),
    post({ kind: 'benefit-paid', schemeId, subjectId: claimId, version, amountFen, at }),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'payment-booked', details: { amountFen } }),
    announce({ kind: 'claim-paid', claimId, memberId, totalFen: amountFen }, at, payment.paymentId),
    ...answerWait(paymentWait(claimId), { next: 'paid' }, at),
  ];
};

/** Rejected by the bank: the money is still owed; the account is to be corrected with the claimant. */
export const planFailed = ({ payment, claim, at }: Booking, reason: string): readonly Write[] => {
  const { claimId, memberId } = payment;
  return [
    movePayment(payment, 'failed', { failure: reason }),
    moveClaim(claim, 'payment-rejected'),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'payment-failed', details: {} }),
    announce(
      { kind: 'payment-failed', claimId, memberId, reason },
      at,
      payment.paymentId,
      payment.batchId ?? '',
    ),
  ];
};
