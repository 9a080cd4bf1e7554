/**
 * 停付: something came up about an approved claim whose money is not at the bank: never sent, or sent and given back. All
 * attempts to pay it are over for good, the decided version is taken back with its ceilings, and people decide again: the engine approves no claim that was decided
 * before. The promise of 5 working days runs on, for the family waits since the same day.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import { mayMove } from '@erbao/claims/lifecycle';
import { dropDeadline } from '@erbao/deadlines/deadline-course';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { changePayment, type Payment } from '@erbao/payout/payment';
import type { PaymentBatch } from '@erbao/payout/payment-batch';
import { dropTask } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { PROPOSAL } from './account-correction.ts';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { type Desk, moneyPromises } from './bench.ts';
import { repayPromisesOf } from './booking.ts';
import { planTakingBack } from './following-decision.ts';
import { leavingBatch } from './leaving-batch.ts';
import { deciding, toReview } from './reopening.ts';

export type Approved = Desk & {
  readonly payment: Payment;
  /** All attempts to pay what was approved, this payment among them. */
  readonly attempts: readonly Payment[];
  /** The batch that the payment stands in, while nobody has released it. */
  readonly batch?: PaymentBatch | undefined;
  readonly record: AdjudicationRecord;
  /** The paid version that the approved one follows: it stands again. */
  readonly basis?: AdjudicationRecord | undefined;
  /** The payment of that version. */
  readonly paidBefore?: Payment | undefined;
  readonly accumulators: Accumulators;
};

/** Not sent, sent and given back, or in a batch that nobody has released. */
const isHere = ({ payment, batch }: Approved): boolean =>
  payment.state === 'batched' ? batch !== undefined : HERE.includes(payment.state);
const HERE: readonly Payment['state'][] = ['payable', 'held', 'failed', 'returned'];

/** Throws Conflict while the bank has the money, and while nobody knows whether it has. */
const checkStoppable = (approved: Approved): void => {
  const { claim, attempts } = approved;
  const { claimId } = claim;
  if (attempts.some(({ state }) => state === 'disputed')) throw new Conflict('payment-disputed', { claimId });
  if (!mayMove('approval-stopped', claim.state) || !isHere(approved))
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

/** No attempt follows any of them; what was never sent never will be. */
const withdrawing = ({ payment, attempts, batch, at }: Approved): readonly Write[] => [
  ...attempts.map((one) => {
    const isSent = one.state === 'failed' || one.state === 'returned';
    return changePayment(one, { withdrawn: true, ...(isSent ? {} : { state: 'stopped' }) }, [
      ...PROPOSAL,
      'holdReasons',
      ...(one.state === 'batched' ? ['batchId'] : []),
    ]);
  }),
  ...(batch === undefined ? [] : leavingBatch(batch, payment, 'approval-stopped', at)),
];

/** The family waits since the same day; where the promise was kept by money that came back, it has another one. */
const promiseOf = (approved: Approved): { readonly set: Item; readonly writes: readonly Write[] } => {
  const { claim, deadlines, payment, at } = approved;
  const isOwed = moneyPromises(approved).some(
    ({ state, metAt }) => state !== 'dropped' && metAt === undefined,
  );
  const again = isOwed ? { writes: [toReview(claim, at)] } : deciding(approved);
  return {
    set: 'promiseId' in again ? { promiseId: again.promiseId } : {},
    writes: [...again.writes, ...repayPromisesOf(payment, deadlines).flatMap(dropDeadline)],
  };
};

/** The workflow waits for the first booking only; a return finds it ended. */
const answering = ({ claim, attempts, record, at }: Approved): readonly Write[] =>
  attempts.some(({ bookedAt, reopened }) => bookedAt !== undefined || reopened === true)
    ? []
    : answerWait(paymentWait(claim.claimId, Number(record.version)), { next: 'stopped' }, at);

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
  const promise = promiseOf(approved);
  return [
    moveClaim(
      claim,
      'approval-stopped',
      {
        approvalStop: stop,
        ...promise.set,
        ...objectionOf(claim),
        ...(paidBefore === undefined ? {} : { paymentId: paidBefore.paymentId }),
      },
      ['approvedAt', 'objectUntil', ...(paidBefore === undefined ? ['paymentId'] : [])],
    ),
    ...withdrawing(approved),
    post({ kind: 'approval-stopped', schemeId, subjectId: claimId, version, amountFen, at }),
    ...planTakingBack(record, accumulators, { at, who: by, because: 'approval-stopped' }, basis),
    // the engine decides about the whole bill: what is still open is asked again
    ...tasks.filter(({ state, kind }) => state === 'open' && kind === 'remainder').map(dropTask),
    recordDeed(
      { subjectId: claimId, at, who: by, action: 'approval-stopped', details: { version } },
      paymentId,
    ),
    ...answering(approved),
    announce({ kind: 'approval-stopped', claimId, memberId }, at, paymentId),
    ...promise.writes,
  ];
};
