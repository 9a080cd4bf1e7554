/** The reviewer's desk: the queue by time left, a task with the claim it is about, the verdict. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { planVerdict } from '@erbao/adjudication/verdict';
import type { Caller } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/console-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { claimView } from '@erbao/case-file/claim-view';
import { claimById } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { reviewTaskById, reviewTaskSchema, reviewTasksOf } from '@erbao/review/review-task';
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

export const readReviewTask =
  (needs: Needs): UseCaseOf<typeof routes.readReviewTask> =>
  async ({ caller, params }) => {
    const task = await reviewTaskById(needs.tables, params.taskId);
    if (!caller.roles.includes(task.role)) throw new Forbidden('review-level-not-yours', { role: task.role });
    const claim = await claimById(needs.tables, task.claimId);
    await noteView(needs, caller, claim.claimId);
    return { task, claim: await claimView(needs.tables, needs.schemes, claim) };
  };

export const readAnyClaim =
  (needs: Needs): UseCaseOf<typeof routes.readAnyClaim> =>
  async ({ caller, params }) => {
    const claim = await claimById(needs.tables, params.claimId);
    await noteView(needs, caller, claim.claimId);
    return claimView(needs.tables, needs.schemes, claim);
  };

export const giveVerdict =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.giveVerdict> =>
  async ({ caller, params, body }) => {
    const { taskId } = params;
    const task = await reviewTaskById(tables, taskId);
    const claim = await claimById(tables, task.claimId);
    const record = await recordById(tables, task.claimId, task.adjudicationVersion);
    const [tasks, accumulators] = await Promise.all([
      reviewTasksOf(tables, task.claimId, claim.adjudicationVersion),
      findAccumulators(tables, claim.memberId, record.schemeId),
    ]);
    const bench = { claim, task, tasks, record, accumulators, reviewer: caller, at: clock() };
    const { next, writes } = planVerdict(bench, body);
    const outcome = await tables.commit(writes);
    if (!outcome.committed) throw new Conflict('review-task-decided', { taskId });
    return { taskId, next };
  };
