/** What happens beside and after the course of a claim: the member dies; a paid claim turns out to have been wrong. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim, noteOnClaim } from '@erbao/claims/claim-moves';
import { mayMove } from '@erbao/claims/lifecycle';
import type { Deadline } from '@erbao/deadlines/deadline';
import { dropDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import type { Instant, LocalDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { subtractFen } from '@erbao/kernel/money';
import { announce } from '@erbao/outbox/outbox-event';
import { changePayment, type ClaimPayment, movePayment, type Payment } from '@erbao/payout/payment';
import type { PaymentBatch } from '@erbao/payout/payment-batch';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { PROPOSAL } from './account-correction.ts';
import { MEMBER_DECEASED } from './approval.ts';
import { repayPromisesOf } from './booking.ts';
import { leavingBatch } from './leaving-batch.ts';
import { planReversal } from './reversal.ts';

type Deed = { readonly claim: Claim; readonly by: string; readonly at: Instant };

const holding = (payment: Payment, batch: PaymentBatch | undefined, at: Instant): readonly Write[] => {
  const { state, holdReasons = [] } = payment;
  const leaves = batch !== undefined && payment.batchId === batch.batchId && state === 'batched';
  if (state !== 'payable' && state !== 'held' && !leaves) return [];
  return [
    movePayment(payment, 'held', { holdReasons: [...holdReasons, MEMBER_DECEASED] }, ['batchId']),
    ...(leaves ? leavingBatch(batch, payment, MEMBER_DECEASED, at) : []),
  ];
};

/**
 * 参保人去世: whatever is approved from now on is held until two persons have settled the heirs' account; a payment that
 * has not gone to the bank is held at once, out of a batch that nobody has released. What the bank already has is settled by its answer.
 */
export const planDeath = (
  { claim, by, at }: Deed,
  on: LocalDate,
  payments: readonly Payment[],
  batch: PaymentBatch | undefined,
): readonly Write[] => {
  const { claimId } = claim;
  if (claim.deceased !== undefined) throw new Conflict('death-known', { claimId });
  return [
    noteOnClaim(claim, { deceased: { on, by, at } }),
    recordDeed({ subjectId: claimId, at, who: by, action: 'member-deceased', details: {} }),
    ...payments.flatMap((payment) => holding(payment, batch, at)),
  ];
};

/** Money of an earlier version that came back and is to be paid again beside the standing one. */
const isOwed = ({ beside, state, nextPaymentId, closedBy }: ClaimPayment): boolean =>
  beside === true && state !== 'paid' && nextPaymentId === undefined && closedBy === undefined;

/** Never to be paid now: the promise is dropped, and the books are as if it had not been decided. */
const givingUp = (payment: ClaimPayment, deadlines: readonly Deadline[], at: Instant): readonly Write[] => {
  const { state, claimId: subjectId, schemeId, adjudicationVersion: version, amountFen, paymentId } = payment;
  const isHere = state === 'payable' || state === 'held';
  if (!isHere && state !== 'failed' && state !== 'returned')
    throw new Conflict('payment-at-bank', { paymentId });
  const posting = { schemeId, subjectId, version, amountFen, at, attempt: paymentId };
  return [
    changePayment(payment, { withdrawn: true, ...(isHere ? { state: 'stopped' } : {}) }, [
      ...PROPOSAL,
      'holdReasons',
    ]),
    post({ ...posting, kind: 'approval-stopped' }),
    post({ ...posting, kind: 'decision-reversed' }),
    ...repayPromisesOf(payment, deadlines).flatMap(dropDeadline),
  ];
};

export type PaidOut = {
  readonly record: AdjudicationRecord;
  readonly accumulators: Accumulators;
  /** All attempts to pay the claim, and its deadlines. */
  readonly payments: readonly ClaimPayment[];
  readonly deadlines: readonly Deadline[];
};

/**
 * The decision is taken back and the ceilings are free, but the money is out: it becomes a claim of the fund: all that is with the claimant, and
 * what came back meanwhile is not paid again. Throws Conflict while some of it is at the bank.
 */
export const planRecovery = (
  { claim, by, at }: Deed,
  { record, accumulators, payments, deadlines }: PaidOut,
  reason: string,
): readonly Write[] => {
  const { claimId, memberId } = claim;
  if (!mayMove('recovery-opened', claim.state)) throw new Conflict('claim-not-paid', { claimId });
  // the joint office has the last word on the sum first
  if (claim.objection !== undefined && claim.objection.determination === undefined)
    throw new Conflict('objection-open', { claimId });
  const { schemeId } = record;
  const version = Number(record.version);
  const owed = payments.filter(isOwed);
  const amountFen = owed.reduce((sum, one) => subtractFen(sum, one.amountFen), record.totalFen);
  const reversal = planReversal(record, accumulators, { at, who: by, because: 'recovery-opened' });
  return [
    moveClaim(claim, 'recovery-opened', { recovery: { reason, by, at, amountFen } }),
    // the reservation was paid out long ago: another pair of accounts
    ...reversal.filter(({ table }) => table.name !== ledgerTable.name),
    ...owed.flatMap((payment) => givingUp(payment, deadlines, at)),
    post({ kind: 'recovery-opened', schemeId, subjectId: claimId, version, amountFen, at }),
    recordDeed({ subjectId: claimId, at, who: by, action: 'recovery-opened', details: { amountFen } }),
    announce({ kind: 'recovery-opened', claimId, memberId, amountFen }, at, claimId),
  ];
};

/** The money is back in the fund's account, by the finance's word. */
export const planRecovered = ({ claim, by, at }: Deed, record: AdjudicationRecord): readonly Write[] => {
  const { claimId } = claim;
  if (claim.state !== 'recovering') throw new Conflict('claim-not-recovering', { claimId });
  const { schemeId, totalFen } = record;
  const amountFen = claim.recovery?.amountFen ?? totalFen;
  const version = Number(record.version);
  return [
    moveClaim(claim, 'recovery-received'),
    post({ kind: 'recovery-received', schemeId, subjectId: claimId, version, amountFen, at }),
    recordDeed({ subjectId: claimId, at, who: by, action: 'recovery-received', details: { amountFen } }),
  ];
};
