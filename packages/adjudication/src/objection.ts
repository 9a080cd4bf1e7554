/**
 * 如救助对象对审核结果有异议的，可在十五个工作日内提出复议申请 [nansha 第二部分 六]: to a refusal, and to the sum of a claim that is approved or
 * paid. The money of an approved claim goes on meanwhile; overturned, the claim is decided again as a version that follows
 * the paid one, so that only the difference is paid. Once, and what the joint office decides is final.
 */
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { moveClaim, noteOnClaim } from '@erbao/claims/claim-moves';
import { type ClaimState, mayMove } from '@erbao/claims/lifecycle';
import { DETERMINE_OBJECTION } from '@erbao/deadlines/commitments';
import { openDeadline } from '@erbao/deadlines/deadline-course';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { msOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { dropTask } from '@erbao/review/review-task';
import { type Desk, keeping, type TaskDesk } from './bench.ts';
import {
  answersWith,
  closing,
  deed,
  type Determination,
  determined,
  dueIn,
  jointTask,
  type Petition,
} from './joint-office.ts';
import { deciding, reopenPaid } from './reopening.ts';

const WITH_A_SUM: readonly ClaimState[] = ['approved', 'in-payment', 'payment-failed', 'paid'];

/** Until the end of the fifteenth working day after the decision, and once. */
export const planObjection = (desk: Desk, { reason, by }: Petition): readonly Write[] => {
  const { claim, at } = desk;
  const { claimId, memberId, objectUntil, state } = claim;
  const toRefusal = mayMove('objection-filed', state);
  if (claim.objection !== undefined || !(toRefusal || WITH_A_SUM.includes(state)))
    throw new Conflict('objection-not-open', { claimId });
  if (objectUntil !== undefined && msOf(at) >= msOf(objectUntil))
    throw new Conflict('objection-too-late', { claimId });
  const limit = dueIn(desk, DETERMINE_OBJECTION);
  const objection = { reason, by, at, version: claim.adjudicationVersion };
  return [
    toRefusal ? moveClaim(claim, 'objection-filed', { objection }) : noteOnClaim(claim, { objection }),
    jointTask(desk, 'objection', { waitId: `${claimId}/objection`, dueAt: limit.dueAt }),
    ...openDeadline(limit),
    deed(desk, by, 'objected'),
    announce({ kind: 'objection-taken', claimId, memberId }, at, claimId),
  ];
};

/** The sum was found wrong, and nobody has decided again yet. */
const waitsToReopen = ({ objection }: Claim): boolean =>
  objection?.determination?.outcome === 'overturn' && objection.reopenedAfter === undefined;

const reopened = (objection: Item, claim: Claim): Item => ({
  ...objection,
  reopenedAfter: latestVersion(claim),
});

const reopenSum = (desk: Desk, objection: Item, set: Item): readonly Write[] => [
  ...reopenPaid(desk, 'sum-objection-granted', { ...set, objection: reopened(objection, desk.claim) }),
  // the engine decides about the whole bill: what is still open is asked again
  ...desk.tasks.filter(({ state, kind }) => state === 'open' && kind === 'remainder').map(dropTask),
];

/**
 * An overturned sum whose money was still under way when the joint office decided: it is decided again once the money is
 * booked, one payment after the other. No writes when nothing waits.
 */
export const planReopening = (desk: Desk): readonly Write[] =>
  waitsToReopen(desk.claim) && desk.claim.state === 'paid'
    ? reopenSum(desk, { ...desk.claim.objection }, {})
    : [];

const overturning = (desk: TaskDesk, objection: Item, set: Item): readonly Write[] => {
  const { claim } = desk;
  if (claim.state === 'paid') return reopenSum(desk, objection, set);
  if (claim.state !== 'objected') return [noteOnClaim(claim, { ...set, objection })];
  const again = deciding(desk);
  return [
    moveClaim(
      claim,
      'objection-overturned',
      { ...set, objection: reopened(objection, claim), promiseId: again.promiseId },
      ['refusal', 'refusedAt'],
    ),
    ...again.writes,
  ];
};

export const determineObjection = (desk: TaskDesk, given: Determination): readonly Write[] => {
  const { claim, task, at } = desk;
  const { claimId, memberId } = claim;
  if (given.outcome !== 'uphold' && given.outcome !== 'overturn')
    throw new Conflict('determination-not-asked', { taskId: task.taskId });
  const objection = determined(claim.objection, given, desk);
  const common = [...keeping(desk, DETERMINE_OBJECTION.deadlineId), ...closing(desk, given)];
  if (given.outcome === 'overturn')
    return [
      ...overturning(desk, objection, answersWith(given, desk)),
      announce({ kind: 'objection-overturned', claimId, memberId }, at, claimId),
      ...common,
    ];
  return [
    claim.state === 'objected'
      ? moveClaim(claim, 'objection-upheld', { objection })
      : noteOnClaim(claim, { objection }),
    announce({ kind: 'objection-upheld', claimId, memberId }, at, claimId),
    ...common,
  ];
};
