/**
 * The level that is open, opened if it is not there yet; then the workflow's token meets the verdict, which a replayed
 * execution may find already given.
 */
import type { Role } from '@erbao/api-contracts/roles';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById } from '@erbao/claims/claim';
import { reviewWait } from '@erbao/claims/claim-waits';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import { CLAIM_PROMISE } from '@erbao/deadlines/commitments';
import { deadlineById } from '@erbao/deadlines/deadline';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Clock, type LocalDate, localDateOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { ZERO_FEN } from '@erbao/kernel/money';
import { levelsFor } from '@erbao/review/review-authority';
import { raisesLevel } from '@erbao/review/risk-signal';
import { insertReviewTask, type ReviewTask, reviewTaskId, reviewTasksOf } from '@erbao/review/review-task';
import { openWait } from '@erbao/workflow-waits/workflow-wait';

export type Needs = { readonly tables: Tables; readonly workflows: Workflows; readonly clock: Clock };

/** What an objection opened again the joint office decides alone, by another person than the one who determined it. */
const levelsOf = (claim: Claim, on: LocalDate): readonly Role[] => {
  const { objection, adjudicationVersion, totalFen, riskSignals = [] } = claim;
  return adjudicationVersion > (objection?.reopenedAfter ?? adjudicationVersion)
    ? ['joint-office']
    : levelsFor(
        totalFen ?? ZERO_FEN,
        on,
        riskSignals.some(({ code }) => raisesLevel(code)),
      );
};

const newTask = async ({ tables, clock }: Needs, claim: Claim, level: number): Promise<ReviewTask> => {
  const { claimId, adjudicationVersion } = claim;
  const { dueAt } = await deadlineById(tables, claimId, claim.promiseId ?? CLAIM_PROMISE.deadlineId);
  const at = clock();
  const levels = levelsOf(claim, localDateOf(claim.completeAt ?? at));
  const role = levels[level];
  if (role === undefined) throw new Defect('review-level-missing', { claimId, level });
  return {
    taskId: reviewTaskId(claimId, adjudicationVersion, level),
    claimId,
    kind: 'level',
    adjudicationVersion,
    level,
    levels: levels.length,
    role,
    state: 'open',
    openedAt: at,
    dueAt,
    waitId: reviewWait(claimId, adjudicationVersion, level),
  };
};

/** The level that waits for a person, else the last one: its verdict, already given, answers the workflow. */
const currentTask = async (needs: Needs, claim: Claim): Promise<ReviewTask> => {
  const tasks = (await reviewTasksOf(needs.tables, claim.claimId, claim.adjudicationVersion))
    .filter(
      ({ kind, adjudicationVersion }) =>
        kind === 'level' && adjudicationVersion === claim.adjudicationVersion,
    )
    .sort((a, b) => a.level - b.level);
  const last = tasks.at(-1);
  if (last !== undefined && (last.state === 'open' || claim.state !== 'decided')) return last;
  const task = await newTask(needs, claim, tasks.length);
  await needs.tables.commit([
    insertReviewTask(task),
    recordDeed(
      {
        subjectId: claim.claimId,
        at: task.openedAt,
        who: 'system',
        action: 'review-opened',
        details: { level: task.level, role: task.role },
      },
      task.taskId,
    ),
  ]);
  return task;
};

export const openReviewTask =
  (needs: Needs) =>
  async ({ claimId, token }: { readonly claimId: string; readonly token: string }): Promise<void> => {
    const task = await currentTask(needs, await claimById(needs.tables, claimId));
    await openWait(needs, task.waitId, token);
  };
