/** One task about a claim for one person: a level of review, a determination, a blind second look, the disputed rest. */
import { ROLES } from '@erbao/api-contracts/roles';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { BLIND_DONE, reviewTaskTable } from './review-task-table.ts';

/** agree 同意 · refuse 不予救助 · answer 补充事实, after which the engine decides again · ask 请申请人答复 · recover 追回差额. */
export const VERDICTS = ['agree', 'refuse', 'answer', 'ask', 'recover'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A level of a decided version, 强制要求提交, 复议, 抽查复审, the disputed rest of an approved version, 逾期未答复. */
export const TASK_KINDS = ['level', 'insisted', 'objection', 'blind', 'remainder', 'silence'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const reviewTaskSchema = z.object({
  taskId: z.string(),
  claimId: z.string(),
  kind: z.enum(TASK_KINDS),
  adjudicationVersion: z.int(),
  /** 0 is the first review 初审; 0 for every other kind. */
  level: z.int(),
  levels: z.int(),
  role: z.enum(ROLES),
  state: z.enum(['open', 'decided', 'dropped']),
  openedAt: instantSchema,
  /** When the promise breaks that the task is part of. */
  dueAt: instantSchema,
  waitId: z.string(),
  /** Who has taken it: others see it and leave it. */
  heldBy: z.string().optional(),
  verdict: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  reason: z.string().optional(),
  /** What the engine had said when a person decided otherwise: `<outcome>:<fen>`. */
  overrides: z.string().optional(),
  queue: z.string().optional(),
});
export type ReviewTask = z.infer<typeof reviewTaskSchema>;

export const reviewTaskId = (claimId: string, adjudicationVersion: number, level: number): string =>
  contentId('task', claimId, adjudicationVersion, level);

/** `nth` is the version for a blind look and the rest, the citizen's limit for silence, 0 for what a claim has once. */
export const singleTaskId = (claimId: string, kind: Exclude<TaskKind, 'level'>, nth: number): string =>
  contentId('task', claimId, kind, nth);

export const insertReviewTask = (task: ReviewTask): Write => ({
  do: 'insert',
  table: reviewTaskTable,
  item: { ...task, queue: task.role },
});

const changeTask = (
  task: ReviewTask,
  set: Readonly<Record<string, string>>,
  remove: readonly string[],
): Write => ({
  do: 'change',
  table: reviewTaskTable,
  key: { taskId: task.taskId },
  set,
  remove,
  expect: { state: 'open', heldBy: task.heldBy ?? null },
});

export type TaskDecision = {
  readonly verdict: string;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly reason: string;
  readonly overrides?: string;
};

/** Of two who decide the same task at once the second is refused. */
export const decideTask = (task: ReviewTask, { overrides, ...decision }: TaskDecision): Write =>
  changeTask(task, { ...decision, state: 'decided', ...(overrides === undefined ? {} : { overrides }) }, [
    'queue',
  ]);

/** A decided blind look stays in a queue of its own, to be counted. */
export const closeBlindTask = (task: ReviewTask, { overrides, ...decision }: TaskDecision): Write =>
  changeTask(
    task,
    {
      ...decision,
      state: 'decided',
      queue: BLIND_DONE,
      ...(overrides === undefined ? {} : { overrides }),
    },
    [],
  );

/** The claim was taken back: nobody need look any more. */
export const dropTask = (task: ReviewTask): Write => changeTask(task, { state: 'dropped' }, ['queue']);

export const takeTask = (task: ReviewTask, heldBy: string): Write => changeTask(task, { heldBy }, []);
export const releaseTask = (task: ReviewTask): Write => changeTask(task, { state: 'open' }, ['heldBy']);

/** Throws NotFound `review-task-unknown`. */
export const reviewTaskById = async (tables: Tables, taskId: string): Promise<ReviewTask> => {
  const item = await tables.get(reviewTaskTable, { taskId });
  if (item === undefined) throw new NotFound('review-task-unknown', { taskId });
  return reviewTaskSchema.parse(item);
};

/** 14 versions × (4 levels, a blind look, the rest), 12 limits and two determinations are 98 of the 100 reads of one batch. */
const MOST_VERSIONS = 14;
const MOST_LIMITS = 12;
/** No authority table has more levels. */
const MOST_LEVELS = 4;

const lastOnes = (last: number, most: number): readonly number[] => {
  const first = Math.max(1, last - most + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
};

/** The tasks of a claim's last decided versions, read strongly: who decided a level a moment ago is seen. */
export const reviewTasksOf = async (
  tables: Tables,
  claimId: string,
  lastVersion: number,
  lastLimit = 0,
): Promise<readonly ReviewTask[]> => {
  const versions = lastOnes(lastVersion, MOST_VERSIONS);
  const silences = lastOnes(lastLimit, MOST_LIMITS).map((nth) => singleTaskId(claimId, 'silence', nth));
  const places = versions.flatMap((version) => [
    ...Array.from({ length: MOST_LEVELS }, (_, level) => reviewTaskId(claimId, version, level)),
    singleTaskId(claimId, 'blind', version),
    singleTaskId(claimId, 'remainder', version),
  ]);
  const once = [singleTaskId(claimId, 'insisted', 0), singleTaskId(claimId, 'objection', 0)];
  const items = await tables.getMany(
    [...places, ...silences, ...once].map((taskId) => ({ table: reviewTaskTable, key: { taskId } })),
  );
  return items.flatMap((item) => (item === undefined ? [] : [reviewTaskSchema.parse(item)]));
};
