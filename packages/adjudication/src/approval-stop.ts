/**
 * 停付: something came up about an approved claim whose money has never been at the bank. The payment is over for good, the
 * decided version is taken back with its ceilings, and people decide again: the engine approves no claim that was decided
 * before. The promise of 5 working days runs on, for the family waits since the same day.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import { mayMove } from '@erbao/claims/lifecycle';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { attemptOf, movePayment, type Payment } from '@erbao/payout/payment';
import { dropTask } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { PROPOSAL } from './account-correction.ts';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import type { Desk } from './bench.ts';
import { planTakingBack } from './following-decision.ts';
import { toReview } from './reopening.ts';

export type Approved = Desk & {
  readonly payment: Payment;
  readonly record: AdjudicationRecord;
  /** The paid version that the approved one follows: it stands again. */
  readonly basis?: AdjudicationRecord | undefined;
  /** The payment of that version. */
  readonly paidBefore?: Payment | undefined;
  readonly accumulators: Accumulators;
};

/** Throws Conflict once the bank had it: what it says of an earlier attempt may still change (dispute). */
const checkStoppable = ({ claim, payment }: Approved): void => {
  const { claimId } = claim;
  const untouched = payment.state === 'payable' || payment.state === 'held';
  if (!mayMove('approval-stopped', claim.state) || !untouched || attemptOf(payment) > 1)
    throw new Conflict('approval-not-stoppable', { claimId });
  // the joint office has the last word on the sum first
  if (claim.objection !== undefined && claim.objection.determination === undefined)
    throw new Conflict('objection-open', { claimId });
};

/** A sum found wrong by the joint office was to be decided again after its payment: that is done now, by the same office. */
const objectionOf = (claim: Claim): Item => {
  const { objection } = claim;
  return objection?.determination?.outcome === 'overturn' && objection.reopenedAfter === undefined
    ? { objection: { ...objection, reopenedAfter: latestVersion(claim) } }
    : {};
};

/** `by` a supervisor, with a reason that the next reviewer reads. */
export const planApprovalStop = (
  approved: Approved,
  { by, reason }: { readonly by: string; readonly reason: string },
): readonly Write[] => {
  checkStoppable(approved);
  const { claim, payment, record, basis, paidBefore, accumulators, tasks, at } = approved;
  const { claimId, memberId } = claim;
  const { schemeId } = record;
  const { amountFen, paymentId } = payment;
  const version = Number(record.version);
  const stop = { version, reason, by, at };
  return [
    moveClaim(
      claim,
      'approval-stopped',
      {
        approvalStop: stop,
        ...objectionOf(claim),
        ...(paidBefore === undefined ? {} : { paymentId: paidBefore.paymentId }),
      },
      ['approvedAt', 'objectUntil', ...(paidBefore === undefined ? ['paymentId'] : [])],
    ),
    movePayment(payment, 'stopped', { withdrawn: true }, [...PROPOSAL, 'holdReasons']),
    post({ kind: 'approval-stopped', schemeId, subjectId: claimId, version, amountFen, at }),
    ...planTakingBack(record, accumulators, { at, who: by, because: 'approval-stopped' }, basis),
    // the engine decides about the whole bill: what is still open is asked again
    ...tasks.filter(({ state, kind }) => state === 'open' && kind === 'remainder').map(dropTask),
    recordDeed(
      { subjectId: claimId, at, who: by, action: 'approval-stopped', details: { version } },
      paymentId,
    ),
    ...answerWait(paymentWait(claimId, version), { next: 'stopped' }, at),
    announce({ kind: 'approval-stopped', claimId, memberId }, at, paymentId),
    toReview(claim, at),
  ];
};
