/**
 * What the citizen asks of the joint office 联合办公室, and what it determines: a claim insisted on without its papers, an
 * objection to a refusal. Insisting stops no clock of the office's own.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { AnsweredFacts, Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import { mayMove } from '@erbao/claims/lifecycle';
import {
  CLAIM_OUTER_BOUND,
  CLAIM_PROMISE,
  DETERMINE_INSISTED,
  DETERMINE_OBJECTION,
  promiseAgain,
  RETURN_PAPERS,
} from '@erbao/deadlines/commitments';
import { type Commitment, type Deadline, planDeadline, planOuterBound } from '@erbao/deadlines/deadline';
import { openDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import { msOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { decideTask, insertReviewTask, singleTaskId } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { checkOpen, checkReviewer, type Desk, keeping, type TaskDesk } from './bench.ts';

export type Petition = { readonly reason: string; readonly by: string };

const dueIn = ({ claim, calendar, at }: Desk, promise: Commitment): Deadline =>
  planDeadline(calendar, promise, claim.claimId, at, claim.office);

const jointTask = (desk: Desk, kind: 'insisted' | 'objection', dueAt: Deadline['dueAt']): Write => {
  const { claim, at } = desk;
  const { claimId, adjudicationVersion } = claim;
  const waitId =
    kind === 'insisted' ? supplementWait(claimId, claim.supplementRound) : `${claimId}/objection`;
  return insertReviewTask({
    taskId: singleTaskId(claimId, kind, 0),
    claimId,
    kind,
    adjudicationVersion,
    level: 0,
    levels: 1,
    role: 'joint-office',
    state: 'open',
    openedAt: at,
    dueAt,
    waitId,
  });
};

const deed = ({ claim, at }: Desk, who: string, action: string): Write =>
  recordDeed({ subjectId: claim.claimId, at, who, action, details: {} });

/** 强制要求提交申请的仍需受理 [nansha 第二部分 六]. Throws Conflict when no papers are asked for. */
export const planInsistence = (desk: Desk, { reason, by }: Petition): readonly Write[] => {
  const { claim, at } = desk;
  if (claim.state !== 'incomplete') throw new Conflict('claim-not-incomplete', { claimId: claim.claimId });
  const limit = dueIn(desk, DETERMINE_INSISTED);
  return [
    moveClaim(claim, 'insisted-on', { insistence: { reason, by, at } }),
    jointTask(desk, 'insisted', limit.dueAt),
    ...openDeadline(limit),
    deed(desk, by, 'insisted'),
  ];
};

/** Until the end of the fifteenth working day after the refusal, and once. */
export const planObjection = (desk: Desk, { reason, by }: Petition): readonly Write[] => {
  const { claim, at } = desk;
  const { claimId, memberId, objectUntil } = claim;
  if (!mayMove('objection-filed', claim.state)) throw new Conflict('claim-not-refused', { claimId });
  if (objectUntil !== undefined && msOf(at) >= msOf(objectUntil))
    throw new Conflict('objection-too-late', { claimId });
  const limit = dueIn(desk, DETERMINE_OBJECTION);
  return [
    moveClaim(claim, 'objection-filed', { objection: { reason, by, at } }),
    jointTask(desk, 'objection', limit.dueAt),
    ...openDeadline(limit),
    deed(desk, by, 'objected'),
    announce({ kind: 'objection-taken', claimId, memberId }, at, claimId),
  ];
};

export type Determination = {
  readonly outcome: 'accept' | 'decline' | 'uphold' | 'overturn';
  readonly reason: string;
  /** What the joint office established; the engine decides again with it. */
  readonly facts?: AnsweredFacts | undefined;
};

const factsOf = ({ facts = {}, reason }: Determination, { claim, reviewer, at }: TaskDesk) => {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const answers = claim.answers.map((one) => ({ ...one }));
  if (Object.keys(known).length === 0) return {};
  return { answers: [...answers, { facts: known, by: reviewer.subject, at, reason }] };
};

const closing = (desk: TaskDesk, { outcome, reason }: Determination): readonly Write[] => {
  const { task, reviewer, at } = desk;
  const verdict = { verdict: outcome, reason, decidedBy: reviewer.subject, decidedAt: at };
  return [decideTask(task, verdict), deed(desk, reviewer.subject, `determined-${outcome}`)];
};

const determined = (petition: Claim['objection'], { outcome, reason }: Determination, desk: TaskDesk) => ({
  ...petition,
  determination: { outcome, reason, by: desk.reviewer.subject, at: desk.at },
});

const onInsisted = (desk: TaskDesk, given: Determination): readonly Write[] => {
  const { claim, task, calendar, at } = desk;
  const { claimId, memberId, office } = claim;
  const insistence = determined(claim.insistence, given, desk);
  const common = [
    ...keeping(desk, DETERMINE_INSISTED.deadlineId),
    ...closing(desk, given),
    ...answerWait(task.waitId, { next: given.outcome }, at),
  ];
  if (given.outcome === 'accept')
    return [
      moveClaim(claim, 'joint-office-accepted', { insistence, completeAt: at, ...factsOf(given, desk) }),
      ...openDeadline(dueIn(desk, CLAIM_PROMISE)),
      ...openDeadline(planOuterBound(CLAIM_OUTER_BOUND, claimId, at, office)),
      announce({ kind: 'claim-accepted', claimId, memberId }, at, claimId),
      ...common,
    ];
  return [
    moveClaim(claim, 'joint-office-declined', { insistence }),
    ...openDeadline(planDeadline(calendar, RETURN_PAPERS, claimId, at, office)),
    announce({ kind: 'claim-returned', claimId, memberId }, at, claimId),
    ...common,
  ];
};

const onObjection = (desk: TaskDesk, given: Determination): readonly Write[] => {
  const { claim, at } = desk;
  const { claimId, memberId, adjudicationVersion } = claim;
  const objection = determined(claim.objection, given, desk);
  const common = [...keeping(desk, DETERMINE_OBJECTION.deadlineId), ...closing(desk, given)];
  if (given.outcome === 'uphold')
    return [
      moveClaim(claim, 'objection-upheld', { objection }),
      announce({ kind: 'objection-upheld', claimId, memberId }, at, claimId),
      ...common,
    ];
  const promise = dueIn(desk, promiseAgain(adjudicationVersion + 1));
  const execution = `${claimId}_v${adjudicationVersion + 1}`;
  return [
    moveClaim(
      claim,
      'objection-overturned',
      { objection, promiseId: promise.deadlineId, ...factsOf(given, desk) },
      ['refusal', 'refusedAt'],
    ),
    ...openDeadline(promise),
    announce({ kind: 'objection-overturned', claimId, memberId }, at, claimId),
    announce({ kind: 'claim-to-review', claimId, execution }, at, execution),
    ...common,
  ];
};

/** By people who took no part before. Throws Conflict for a word that does not fit the task. */
export const planDetermination = (desk: TaskDesk, given: Determination): readonly Write[] => {
  checkOpen(desk);
  checkReviewer(desk);
  const { task, claim } = desk;
  const fits =
    task.kind === 'insisted'
      ? given.outcome === 'accept' || given.outcome === 'decline'
      : task.kind === 'objection' && (given.outcome === 'uphold' || given.outcome === 'overturn');
  if (!fits) throw new Conflict('determination-not-asked', { taskId: task.taskId });
  if (claim.state !== (task.kind === 'insisted' ? 'insisted' : 'objected'))
    throw new Conflict('claim-moved-on', { claimId: claim.claimId });
  return task.kind === 'insisted' ? onInsisted(desk, given) : onObjection(desk, given);
};

/** The papers are back with the citizen. */
export const planHandingBack = (desk: Desk, by: string): readonly Write[] => {
  const { claim } = desk;
  if (claim.state !== 'returning') throw new Conflict('papers-not-returnable', { claimId: claim.claimId });
  return [
    moveClaim(claim, 'papers-handed-back'),
    ...keeping(desk, RETURN_PAPERS.deadlineId),
    deed(desk, by, 'papers-handed-back'),
  ];
};
