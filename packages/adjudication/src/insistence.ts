/**
 * 若参保人强制要求提交申请的仍需受理…联合办公室进行核定 [nansha 第二部分 六]: a claim insisted on without its papers. Insisting stops no
 * clock of the office's own.
 */
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import {
  CLAIM_OUTER_BOUND,
  CLAIM_PROMISE,
  DETERMINE_INSISTED,
  RETURN_PAPERS,
} from '@erbao/deadlines/commitments';
import { planOuterBound } from '@erbao/deadlines/deadline';
import { openDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
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
import { answered } from './silence.ts';

/** Throws Conflict when no papers are asked for. */
export const planInsistence = (desk: Desk, { reason, by }: Petition): readonly Write[] => {
  const { claim, at } = desk;
  const { claimId, supplementRound } = claim;
  if (claim.state !== 'incomplete') throw new Conflict('claim-not-incomplete', { claimId });
  const limit = dueIn(desk, DETERMINE_INSISTED);
  return [
    moveClaim(claim, 'insisted-on', { insistence: { reason, by, at } }),
    jointTask(desk, 'insisted', { waitId: supplementWait(claimId, supplementRound), dueAt: limit.dueAt }),
    ...openDeadline(limit),
    ...answered(desk),
    deed(desk, by, 'insisted'),
  ];
};

export const determineInsisted = (desk: TaskDesk, given: Determination): readonly Write[] => {
  const { claim, task, at } = desk;
  const { claimId, memberId, office } = claim;
  if (given.outcome !== 'accept' && given.outcome !== 'decline')
    throw new Conflict('determination-not-asked', { taskId: task.taskId });
  if (claim.state !== 'insisted') throw new Conflict('claim-moved-on', { claimId });
  const insistence = determined(claim.insistence, given, desk);
  const common = [
    ...keeping(desk, DETERMINE_INSISTED.deadlineId),
    ...closing(desk, given),
    ...answerWait(task.waitId, { next: given.outcome }, at),
  ];
  if (given.outcome === 'accept')
    return [
      moveClaim(claim, 'joint-office-accepted', { insistence, completeAt: at, ...answersWith(given, desk) }),
      ...openDeadline(dueIn(desk, CLAIM_PROMISE)),
      ...openDeadline(planOuterBound(CLAIM_OUTER_BOUND, claimId, at, office)),
      announce({ kind: 'claim-accepted', claimId, memberId }, at, claimId),
      ...common,
    ];
  return [
    moveClaim(claim, 'joint-office-declined', { insistence }),
    ...openDeadline(dueIn(desk, RETURN_PAPERS)),
    announce({ kind: 'claim-returned', claimId, memberId }, at, claimId),
    ...common,
  ];
};
