/** Approving a decided version, by the last level or by the engine itself: the claim moves, its payment and books follow. */
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { OBJECTION_WINDOW_DAYS } from '@erbao/deadlines/commitments';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { type Fen, subtractFen, ZERO_FEN } from '@erbao/kernel/money';
import { announce } from '@erbao/outbox/outbox-event';
import { insertPayment, paymentIdOf } from '@erbao/payout/payment';
import { insertReviewTask, singleTaskId } from '@erbao/review/review-task';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import type { AdjudicationRecord } from './adjudication-record.ts';

/** The heirs are for persons to find: finance holds the payment until two of them have (account correction). */
export const MEMBER_DECEASED = 'member-deceased';

export type Approval = {
  readonly claim: Claim;
  readonly record: AdjudicationRecord;
  /** The version whose money was paid before: only the difference is paid now. */
  readonly basis?: AdjudicationRecord | undefined;
  readonly at: Instant;
  readonly calendar: WorkingCalendar;
  /** When the promise breaks: the rest waits no longer than the whole. */
  readonly dueAt: Instant;
  readonly by: 'engine-approved' | 'last-level-agreed';
  /** What the engine's own approval sets besides. */
  readonly set?: Item;
};

/** Parts that wait for a person while the others are paid. */
export const openReferrals = (record: AdjudicationRecord): readonly string[] => {
  const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
  return decision.outcome === 'granted' || decision.outcome === 'nothing' ? decision.referrals : [];
};

export const duePayment = (record: AdjudicationRecord, basis: AdjudicationRecord | undefined): Fen =>
  subtractFen(record.totalFen, basis?.totalFen ?? ZERO_FEN);

/** Until when the citizen may object to what was just decided; never twice. */
export const objectionWindow = ({
  claim,
  calendar,
  at,
}: Pick<Approval, 'claim' | 'calendar' | 'at'>): Item =>
  claim.objection === undefined
    ? { objectUntil: calendar.workingDeadline(at, OBJECTION_WINDOW_DAYS).dueAt }
    : {};

const remainderTask = ({ claim, record, dueAt, at }: Approval): readonly Write[] => {
  const version = Number(record.version);
  if (openReferrals(record).length === 0) return [];
  return [
    insertReviewTask({
      taskId: singleTaskId(claim.claimId, 'remainder', version),
      claimId: claim.claimId,
      kind: 'remainder',
      adjudicationVersion: version,
      level: 0,
      levels: 1,
      role: 'adjudicator',
      state: 'open',
      openedAt: at,
      dueAt,
      waitId: `${claim.claimId}/remainder/${version}`,
    }),
  ];
};

/** Throws Conflict when a later version grants no more than was paid: that is a matter of recovery, not of payment. */
export const planApproval = (approval: Approval): readonly Write[] => {
  const { claim, record, basis, at, by } = approval;
  const { claimId, memberId } = claim;
  const { schemeId } = record;
  const version = Number(record.version);
  const amountFen = duePayment(record, basis);
  if (amountFen <= 0) throw new Conflict('nothing-more-due', { claimId });
  const paymentId = paymentIdOf(claimId, version);
  return [
    moveClaim(claim, by, { ...approval.set, ...objectionWindow(approval), paymentId, approvedAt: at }),
    insertPayment({
      paymentId,
      claimId,
      memberId,
      schemeId,
      adjudicationVersion: version,
      amountFen,
      payableOn: localDateOf(at),
      ...(claim.deceased === undefined
        ? { state: 'payable' }
        : { state: 'held', holdReasons: [MEMBER_DECEASED] }),
    }),
    post({ kind: 'benefit-approved', schemeId, subjectId: claimId, version, amountFen, at }),
    announce({ kind: 'claim-approved', claimId, memberId, totalFen: amountFen }, at, claimId, version),
    ...remainderTask(approval),
  ];
};
