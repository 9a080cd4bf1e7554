/** One level of review of one decided version of a claim, for one person. */
import { ROLES } from '@erbao/api-contracts/roles';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { reviewTaskTable } from './review-task-table.ts';

/** agree 同意 · refuse 不予救助 · answer 补充事实, after which the engine decides again. */
export const VERDICTS = ['agree', 'refuse', 'answer'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const reviewTaskSchema = z.object({
  taskId: z.string(),
  claimId: z.string(),
  adjudicationVersion: z.int(),
  /** 0 is the first review 初审. */
  level: z.int(),
  levels: z.int(),
  role: z.enum(ROLES),
  state: z.enum(['open', 'decided']),
  openedAt: instantSchema,
  /** When the five-working-day promise breaks. */
  dueAt: instantSchema,
  waitId: z.string(),
  verdict: z.enum(VERDICTS).optional(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  reason: z.string().optional(),
  queue: z.string().optional(),
});
export type ReviewTask = z.infer<typeof reviewTaskSchema>;

export const reviewTaskId = (claimId: string, adjudicationVersion: number, level: number): string =>
  contentId('task', claimId, adjudicationVersion, level);

export const insertReviewTask = (task: ReviewTask): Write => ({
  do: 'insert',
  table: reviewTaskTable,
  item: { ...task, queue: task.role },
});

/** Of two who decide the same task at once the second is refused. */
export const decideTask = (
  task: ReviewTask,
  decision: Required<Pick<ReviewTask, 'verdict' | 'decidedBy' | 'decidedAt' | 'reason'>>,
): Write => ({
  do: 'change',
  table: reviewTaskTable,
  key: { taskId: task.taskId },
  set: { ...decision, state: 'decided' },
  remove: ['queue'],
  expect: { state: 'open' },
});

/** Throws NotFound `review-task-unknown`. */
export const reviewTaskById = async (tables: Tables, taskId: string): Promise<ReviewTask> => {
  const item = await tables.get(reviewTaskTable, { taskId });
  if (item === undefined) throw new NotFound('review-task-unknown', { taskId });
  return reviewTaskSchema.parse(item);
};

/** 25 versions × 4 levels is one batched read; a claim is not asked 25 questions. */
const MOST_VERSIONS = 25;
/** No authority table has more levels. */
const MOST_LEVELS = 4;

/** The tasks of a claim's last decided versions, read strongly: who decided a level a moment ago is seen. */
export const reviewTasksOf = async (
  tables: Tables,
  claimId: string,
  lastVersion: number,
): Promise<readonly ReviewTask[]> => {
  const first = Math.max(1, lastVersion - MOST_VERSIONS + 1);
  const places = Array.from({ length: lastVersion - first + 1 }, (_, offset) => first + offset).flatMap(
    (version) => Array.from({ length: MOST_LEVELS }, (_, level) => reviewTaskId(claimId, version, level)),
  );
  const items = await tables.getMany(places.map((taskId) => ({ table: reviewTaskTable, key: { taskId } })));
  return items.flatMap((item) => (item === undefined ? [] : [reviewTaskSchema.parse(item)]));
};
