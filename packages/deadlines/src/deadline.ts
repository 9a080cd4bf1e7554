/**
 * A promise with its clause, its marks and who is told at each: computed once by the working calendar, watched by the
 * workflow `deadline-watch`, shown to the people it binds.
 */
import type { Role } from '@erbao/api-contracts/roles';
import { ROLES } from '@erbao/api-contracts/roles';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { instantSchema } from '@erbao/kernel/schemas';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import * as z from 'zod';
import { deadlineTable } from './deadline-table.ts';

export const MARK_NAMES = ['warned-60', 'warned-80', 'breached'] as const;
export type MarkName = (typeof MARK_NAMES)[number];

const markSchema = z.object({
  name: z.enum(MARK_NAMES),
  at: instantSchema,
  escalatesTo: z.enum(ROLES),
});
export type Mark = z.infer<typeof markSchema>;

export const deadlineSchema = z.object({
  subjectId: z.string(),
  deadlineId: z.string(),
  clause: z.string(),
  startedAt: instantSchema,
  dueAt: instantSchema,
  /** True while it rests on a year without a State Council notice. */
  provisional: z.boolean(),
  marks: z.array(markSchema),
  /** How many marks, in order, have been raised. */
  raised: z.int(),
  state: z.enum(['running', 'met', 'breached']),
});
export type Deadline = z.infer<typeof deadlineSchema>;

export type Commitment = {
  readonly deadlineId: string;
  readonly workingDays: number;
  readonly clause: string;
  readonly escalation: { readonly at60: Role; readonly at80: Role; readonly breach: Role };
};

/** 自参保人递交完整的报销申请材料开始…在5个工作日内完成医疗救助审核和医疗救助金的划付 [nansha 第二部分 六]. */
export const CLAIM_PROMISE: Commitment = {
  deadlineId: 'claim-5wd',
  workingDays: 5,
  clause: 'nansha 第二部分 六',
  escalation: { at60: 'adjudicator', at80: 'supervisor', breach: 'joint-office' },
};

export const planDeadline = (
  calendar: WorkingCalendar,
  promise: Commitment,
  subjectId: string,
  startedAt: Instant,
): Deadline => {
  const { dueAt, provisional, marks } = calendar.workingDeadline(startedAt, promise.workingDays);
  return {
    subjectId,
    deadlineId: promise.deadlineId,
    clause: promise.clause,
    startedAt,
    dueAt,
    provisional,
    marks: [
      { name: 'warned-60', at: marks.at60, escalatesTo: promise.escalation.at60 },
      { name: 'warned-80', at: marks.at80, escalatesTo: promise.escalation.at80 },
      { name: 'breached', at: dueAt, escalatesTo: promise.escalation.breach },
    ],
    raised: 0,
    state: 'running',
  };
};

/** The next mark to wait for; undefined when all are raised or the deadline no longer runs. */
export const nextMark = (deadline: Deadline): Mark | undefined =>
  deadline.state === 'running' ? deadline.marks[deadline.raised] : undefined;

export const insertDeadline = (deadline: Deadline): Write => ({
  do: 'insert',
  table: deadlineTable,
  item: deadline,
});

/** Changes a deadline as it was read; a second watcher of the same deadline is refused. */
export const changeDeadline = (deadline: Deadline, set: Item): Write => ({
  do: 'change',
  table: deadlineTable,
  key: { subjectId: deadline.subjectId, deadlineId: deadline.deadlineId },
  set,
  expect: { raised: deadline.raised, state: deadline.state },
});

/** Throws NotFound `deadline-unknown`. */
export const deadlineById = async (
  tables: Tables,
  subjectId: string,
  deadlineId: string,
): Promise<Deadline> => {
  const found = await findDeadline(tables, subjectId, deadlineId);
  if (found === undefined) throw new NotFound('deadline-unknown', { subjectId, deadlineId });
  return found;
};

export const findDeadline = async (
  tables: Tables,
  subjectId: string,
  deadlineId: string,
): Promise<Deadline | undefined> => {
  const item = await tables.get(deadlineTable, { subjectId, deadlineId });
  return item === undefined ? undefined : deadlineSchema.parse(item);
};
