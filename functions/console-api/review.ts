/** The reviewer's desk: the queue by time left, a task with its questions and the claim it is about, take and release. */
import { checkOpen } from '@erbao/adjudication/bench';
import type { Caller } from '@erbao/api-contracts/caller';
import type * as claimRoutes from '@erbao/api-contracts/console-routes';
import type * as routes from '@erbao/api-contracts/review-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { claimView } from '@erbao/case-file/claim-view';
import { questionsOf } from '@erbao/case-file/claim-questions';
import { claimById } from '@erbao/claims/claim';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { signalText } from '@erbao/review/risk-signal';
import {
  releaseTask,
  type ReviewTask,
  reviewTaskById,
  reviewTaskSchema,
  takeTask,
} from '@erbao/review/review-task';
import { reviewTaskTable } from '@erbao/review/review-task-table';

type Needs = { readonly tables: Tables; readonly schemes: SchemeBook; readonly clock: Clock };

const DESK = 100;

export const listReviewTasks =
  ({ tables }: Needs): UseCaseOf<typeof routes.listReviewTasks> =>
  async ({ caller, query }) => {
    if (!caller.roles.includes(query.role)) throw new Forbidden('role-not-allowed', { role: query.role });
    const { items } = await tables.query({
      table: reviewTaskTable,
      index: 'by-queue',
      partition: query.role,
      limit: DESK,
    });
    return { tasks: items.map((item) => reviewTaskSchema.parse(item)) };
  };

/** Every look at a claim by staff is on its record. */
const noteView = async ({ tables, clock }: Needs, caller: Caller, claimId: string): Promise<void> => {
  await tables.commit([
    recordDeed(
      { subjectId: claimId, at: clock(), who: caller.subject, action: 'claim-viewed', details: {} },
      caller.subject,
    ),
  ]);
};

const taskOf = async ({ tables }: Needs, caller: Caller, taskId: string): Promise<ReviewTask> => {
  const task = await reviewTaskById(tables, taskId);
  if (!caller.roles.includes(task.role)) throw new Forbidden('review-level-not-yours', { role: task.role });
  return task;
};

export const readReviewTask =
  (needs: Needs): UseCaseOf<typeof routes.readReviewTask> =>
  async ({ caller, params }) => {
    const task = await taskOf(needs, caller, params.taskId);
    const claim = await claimById(needs.tables, task.claimId);
    await noteView(needs, caller, claim.claimId);
    const { decision, ...view } = await claimView(needs.tables, needs.schemes, claim);
    const questions = await questionsOf(needs.tables, claim);
    // 抽查复审: who is to judge for himself does not see what the engine said, nor the sums that follow from it
    if (task.kind === 'blind') {
      const { totalFen: _fen, totalYuan: _yuan, timeline: _timeline, ...bare } = view;
      return { task, questions: [], signals: [], claim: { ...bare, payments: [], timeline: [] } };
    }
    return {
      task,
      questions: [...questions],
      signals: (claim.riskSignals ?? []).map((one) => ({ ...one, text: signalText(one.code) })),
      claim: { ...view, ...(decision === undefined ? {} : { decision }) },
    };
  };

export const readAnyClaim =
  (needs: Needs): UseCaseOf<typeof claimRoutes.readAnyClaim> =>
  async ({ caller, params }) => {
    const claim = await claimById(needs.tables, params.claimId);
    await noteView(needs, caller, claim.claimId);
    return claimView(needs.tables, needs.schemes, claim);
  };

const holding =
  (
    needs: Needs,
    action: 'review-taken' | 'review-released',
    write: (task: ReviewTask, who: string) => Write,
  ) =>
  async (caller: Caller, taskId: string): Promise<{ readonly taskId: string }> => {
    const task = await taskOf(needs, caller, taskId);
    // a supervisor may put back what somebody on leave has taken
    if (action === 'review-taken' || !caller.roles.includes('supervisor'))
      checkOpen({ task, reviewer: caller });
    const { claimId: subjectId, role } = task;
    const deed = { subjectId, at: needs.clock(), who: caller.subject, action, details: { role } };
    const outcome = await needs.tables.commit([write(task, caller.subject), recordDeed(deed, taskId)]);
    if (!outcome.committed) throw new Conflict('review-task-held', { taskId });
    return { taskId };
  };

export const takeReviewTask = (needs: Needs): UseCaseOf<typeof routes.takeReviewTask> => {
  const take = holding(needs, 'review-taken', takeTask);
  return ({ caller, params }) => take(caller, params.taskId);
};

export const releaseReviewTask = (needs: Needs): UseCaseOf<typeof routes.releaseReviewTask> => {
  const release = holding(needs, 'review-released', releaseTask);
  return ({ caller, params }) => release(caller, params.taskId);
};
