/**
 * A promise with its clause, its marks and who is told at each: computed by the working calendar, watched by the
 * workflow `deadline-watch`, shown to the people it binds. While the citizen is waited for it does not run.
 */
import type { Role } from '@erbao/api-contracts/roles';
import { ROLES } from '@erbao/api-contracts/roles';
import { type Item, queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { addDays, atShanghai, type Instant, localDateOf, monthOf } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { instantSchema } from '@erbao/kernel/schemas';
import type { ComputedDay, WorkingCalendar } from '@erbao/working-calendar/working-calendar';
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
  /** `dropped`: the subject was taken back; nobody owes anything. */
  state: z.enum(['running', 'paused', 'met', 'breached', 'dropped']),
  /** Grows when the moments of the marks change: a watch of earlier moments ends. */
  revision: z.int(),
  pauses: z.array(z.object({ from: instantSchema, to: instantSchema.optional() })),
  /** When it was kept, in time or late, and the working minutes that it took without the pauses. */
  metAt: instantSchema.optional(),
  usedMinutes: z.int().optional(),
  /** The month of its start, and the office whose promise it is: for the report. */
  month: z.string(),
  office: z.string(),
  /** Of what it is listed by its due moment, e.g. `hospital-months#2026-10`. */
  watchlist: z.string().optional(),
  /** Who was told last and is to act; absent while nobody was, and when nothing is left to do. */
  desk: z.enum(ROLES).optional(),
});
export type Deadline = z.infer<typeof deadlineSchema>;

export type Commitment = {
  readonly deadlineId: string;
  readonly workingDays: number;
  readonly clause: string;
  readonly escalation: { readonly at60: Role; readonly at80: Role; readonly breach: Role };
  /** Told from the first moment on, before any mark. */
  readonly desk?: Role;
};
/** A bound in calendar days that is shown and recorded at its breach; the narrower promise warns before. */
export type OuterBound = {
  readonly deadlineId: string;
  readonly calendarDays: number;
  readonly clause: string;
  readonly breach: Role;
};

/** Claims filed online belong to the service centre. */
export const CENTRE = 'centre';

const started = (subjectId: string, startedAt: Instant, office: string) => ({
  subjectId,
  startedAt,
  office,
  month: monthOf(localDateOf(startedAt)),
  raised: 0,
  revision: 1,
  pauses: [],
  state: 'running' as const,
});

export const planDeadline = (
  calendar: WorkingCalendar,
  promise: Commitment,
  subjectId: string,
  startedAt: Instant,
  office = CENTRE,
): Deadline => {
  const { dueAt, provisional, marks } = calendar.workingDeadline(startedAt, promise.workingDays);
  return {
    ...started(subjectId, startedAt, office),
    deadlineId: promise.deadlineId,
    clause: promise.clause,
    ...(promise.desk === undefined ? {} : { desk: promise.desk }),
    dueAt,
    provisional,
    marks: [
      { name: 'warned-60', at: marks.at60, escalatesTo: promise.escalation.at60 },
      { name: 'warned-80', at: marks.at80, escalatesTo: promise.escalation.at80 },
      { name: 'breached', at: dueAt, escalatesTo: promise.escalation.breach },
    ],
  };
};

export type DatedPromise = Omit<Commitment, 'workingDays'> & {
  /** The last day, as the calendar gave it. */
  readonly on: ComputedDay;
};

/** The moment with which a day has ended. */
export const dueAfter = ({ on }: Pick<ComputedDay, 'on'>): Instant => atShanghai(addDays(on, 1), 0);

/** Due with the end of a day that a rule named, e.g. the 20th of the month moved to a working day. */
export const planDatedDeadline = (
  calendar: WorkingCalendar,
  { on, deadlineId, clause, escalation }: DatedPromise,
  subjectId: string,
  startedAt: Instant,
  office: string,
): Deadline => {
  const dueAt = dueAfter(on);
  const { at60, at80 } = calendar.marksUntil(startedAt, dueAt);
  return {
    ...started(subjectId, startedAt, office),
    deadlineId,
    clause,
    dueAt,
    provisional: on.provisional,
    marks: [
      { name: 'warned-60', at: at60, escalatesTo: escalation.at60 },
      { name: 'warned-80', at: at80, escalatesTo: escalation.at80 },
      { name: 'breached', at: dueAt, escalatesTo: escalation.breach },
    ],
  };
};

/** Ends with the last day; the starting day is not counted. */
export const planOuterBound = (
  { deadlineId, clause, calendarDays, breach }: OuterBound,
  subjectId: string,
  startedAt: Instant,
  office = CENTRE,
): Deadline => {
  const dueAt = atShanghai(addDays(localDateOf(startedAt), calendarDays + 1), 0);
  return {
    ...started(subjectId, startedAt, office),
    deadlineId,
    clause,
    dueAt,
    provisional: false,
    marks: [{ name: 'breached', at: dueAt, escalatesTo: breach }],
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

/** Nobody need act on it any more, or for a while. */
const isOffTheDesk = ({ state, metAt }: Item): boolean =>
  metAt !== undefined || state === 'met' || state === 'dropped' || state === 'paused';

/** Changes a deadline as it was read; a second watcher of the same deadline is refused. */
export const changeDeadline = (deadline: Deadline, set: Item): Write => ({
  do: 'change',
  table: deadlineTable,
  key: { subjectId: deadline.subjectId, deadlineId: deadline.deadlineId },
  set,
  remove: isOffTheDesk(set) ? ['desk'] : [],
  expect: { raised: deadline.raised, state: deadline.state, revision: deadline.revision },
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

/** In the order in which they are due. */
export const deadlinesOnList = async (tables: Tables, watchlist: string): Promise<readonly Deadline[]> => {
  const deadlines: Deadline[] = [];
  const asked = { table: deadlineTable, index: 'by-watchlist', partition: watchlist };
  for await (const item of queryAll(tables, asked)) deadlines.push(deadlineSchema.parse(item));
  return deadlines;
};

/** All deadlines of a subject, read strongly. */
export const deadlinesOf = async (tables: Tables, subjectId: string): Promise<readonly Deadline[]> => {
  const deadlines: Deadline[] = [];
  for await (const item of queryAll(tables, { table: deadlineTable, partition: subjectId }))
    deadlines.push(deadlineSchema.parse(item));
  return deadlines;
};
