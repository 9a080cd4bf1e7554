/** What happens beside and after the course of a claim: the member dies; a paid claim turns out to have been wrong. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim, noteOnClaim } from '@erbao/claims/claim-moves';
import { mayMove } from '@erbao/claims/lifecycle';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import type { Instant, LocalDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { movePayment, type Payment } from '@erbao/payout/payment';
import type { PaymentBatch } from '@erbao/payout/payment-batch';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { MEMBER_DECEASED } from './approval.ts';
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

/** The decision is taken back and the ceilings are free, but the money is out: it becomes a claim of the fund. */
export const planRecovery = (
  { claim, by, at }: Deed,
  record: AdjudicationRecord,
  accumulators: Accumulators,
  reason: string,
): readonly Write[] => {
  const { claimId, memberId } = claim;
  if (!mayMove('recovery-opened', claim.state)) throw new Conflict('claim-not-paid', { claimId });
  // the joint office has the last word on the sum first
  if (claim.objection !== undefined && claim.objection.determination === undefined)
    throw new Conflict('objection-open', { claimId });
  const { schemeId, totalFen: amountFen } = record;
  const version = Number(record.version);
  const reversal = planReversal(record, accumulators, { at, who: by, because: 'recovery-opened' });
  return [
    moveClaim(claim, 'recovery-opened', { recovery: { reason, by, at, amountFen } }),
    // the reservation was paid out long ago: another pair of accounts
    ...reversal.filter(({ table }) => table.name !== ledgerTable.name),
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
