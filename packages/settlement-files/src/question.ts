/**
 * A question between the fund and a hospital hangs on the settlement or the row that it is about, not in e-mail: a thread,
 * whose turn it is, until when (watched), and the outcome with which who asked closes it.
 */
import type { Commitment } from '@erbao/deadlines/deadline';
import { openDeadline, meetDeadline } from '@erbao/deadlines/deadline-course';
import { type Deadline, planDeadline } from '@erbao/deadlines/deadline';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import { announce } from '@erbao/outbox/outbox-event';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import * as z from 'zod';
import { questionTable } from './question-table.ts';

export const SIDES = ['fund', 'hospital'] as const;
export type Side = (typeof SIDES)[number];

/** What a question may be about, in words that an officer chooses from. */
export const TOPICS_ZH = {
  amount: '金额',
  person: '参保身份',
  papers: '材料',
  treatment: '诊疗情况',
  other: '其他',
} as const;
const isTopic = (name: string): name is keyof typeof TOPICS_ZH => Object.hasOwn(TOPICS_ZH, name);
export const TOPICS = Object.keys(TOPICS_ZH).filter(isTopic);

export const OUTCOMES_ZH = {
  explained: '已说明，无需更正',
  corrected: '已更正',
  'to-recover': '应当追回，另行办理',
  withdrawn: '提问方撤回',
} as const;
const isOutcome = (name: string): name is keyof typeof OUTCOMES_ZH => Object.hasOwn(OUTCOMES_ZH, name);
export const OUTCOMES = Object.keys(OUTCOMES_ZH).filter(isOutcome);

const aboutSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settlement'), setlId: z.string() }),
  z.object({ kind: z.literal('row'), fileId: z.string(), rowNumber: z.int() }),
]);

export const questionSchema = z.object({
  questionId: z.string(),
  hospitalId: z.string(),
  about: aboutSchema,
  topic: z.enum(TOPICS),
  state: z.enum(['open', 'closed']),
  askedBy: z.enum(SIDES),
  waitsFor: z.enum(SIDES),
  /** Where it is listed; absent when it is closed. */
  desk: z.string().optional(),
  /** Of the answer that is awaited. */
  dueAt: instantSchema.optional(),
  /** Counts the turns; each has a deadline of its own. */
  turn: z.int(),
  messages: z.array(z.object({ side: z.enum(SIDES), by: z.string(), at: instantSchema, text: z.string() })),
  openedAt: instantSchema,
  outcome: z.enum(OUTCOMES).optional(),
  closedAt: instantSchema.optional(),
  version: z.int(),
});
export type Question = z.infer<typeof questionSchema>;
export type About = Question['about'];

export const deskOf = (side: Side, hospitalId: string): string =>
  side === 'fund' ? 'fund' : `hospital#${hospitalId}`;

/** The document names no limit; three working days until the office confirms one. */
const promiseOf = ({ turn, waitsFor }: Pick<Question, 'turn' | 'waitsFor'>): Commitment => ({
  deadlineId: `answer-3wd-${String(turn)}`,
  workingDays: 3,
  clause: '时限待确认（参照 nansha 第四部分 二(二)2 月度核对）',
  escalation: {
    at60: waitsFor === 'hospital' ? 'hospital-finance' : 'finance',
    at80: 'supervisor',
    breach: 'bureau',
  },
});

export const deadlineIdOf = (question: Question): string => promiseOf(question).deadlineId;

export type Saying = {
  readonly side: Side;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
};
export type Asked = Pick<Question, 'hospitalId' | 'about' | 'topic'>;

const otherSide = (side: Side): Side => (side === 'fund' ? 'hospital' : 'fund');

type Planned = { readonly question: Question; readonly writes: readonly Write[] };

const waiting = (calendar: WorkingCalendar, question: Question, at: Instant): Planned => {
  const deadline = planDeadline(calendar, promiseOf(question), question.questionId, at, question.hospitalId);
  const { questionId, hospitalId, waitsFor, turn } = question;
  const { dueAt } = deadline;
  return {
    question: { ...question, dueAt },
    writes: [
      ...openDeadline(deadline),
      announce({ kind: 'question-waiting', questionId, hospitalId, waitsFor, dueAt }, at, questionId, turn),
    ],
  };
};

/** The same words of the same person about the same thing are one question. */
export const askQuestion = (calendar: WorkingCalendar, asked: Asked, said: Saying): Planned => {
  const { hospitalId, about } = asked;
  const place = about.kind === 'settlement' ? [about.setlId] : [about.fileId, about.rowNumber];
  const waitsFor = otherSide(said.side);
  const { question, writes } = waiting(
    calendar,
    {
      ...asked,
      questionId: contentId('question', hospitalId, about.kind, ...place, said.by, said.text),
      state: 'open',
      askedBy: said.side,
      waitsFor,
      desk: deskOf(waitsFor, hospitalId),
      turn: 1,
      messages: [said],
      openedAt: said.at,
      version: 1,
    },
    said.at,
  );
  return { question, writes: [{ do: 'insert', table: questionTable, item: question }, ...writes] };
};

const changed = (before: Question, set: Item, remove: readonly string[] = []): Write => ({
  do: 'change',
  table: questionTable,
  key: { questionId: before.questionId },
  set: { ...set, version: before.version + 1 },
  remove,
  expect: { version: before.version, state: 'open' },
});

const mustBeOpen = ({ questionId, state }: Question): void => {
  if (state !== 'open') throw new Conflict('question-closed', { questionId });
};

/** Who is waited for answers, and the other side has the next turn; who waits may add to what was said. */
export const sayInQuestion = (
  calendar: WorkingCalendar,
  before: Question,
  running: Deadline,
  said: Saying,
): Planned => {
  mustBeOpen(before);
  const messages = [...before.messages, said];
  if (before.waitsFor !== said.side)
    return {
      question: { ...before, messages, version: before.version + 1 },
      writes: [changed(before, { messages })],
    };
  const waitsFor = otherSide(said.side);
  const next = {
    ...before,
    messages,
    waitsFor,
    turn: before.turn + 1,
    desk: deskOf(waitsFor, before.hospitalId),
  };
  const { question, writes } = waiting(calendar, next, said.at);
  const { turn, desk, dueAt } = question;
  return {
    question: { ...question, version: before.version + 1 },
    writes: [
      changed(before, { messages, waitsFor, turn, desk, dueAt }),
      ...meetDeadline(calendar, running, said.at),
      ...writes,
    ],
  };
};

/** Who asked says with what it ends. */
export const closeQuestion = (
  calendar: WorkingCalendar,
  before: Question,
  running: Deadline,
  said: Saying,
  outcome: NonNullable<Question['outcome']>,
): Planned => {
  mustBeOpen(before);
  if (before.askedBy !== said.side)
    throw new Conflict('question-not-yours', { questionId: before.questionId, askedBy: before.askedBy });
  const { desk: _desk, dueAt: _due, ...kept } = before;
  const { questionId, hospitalId } = before;
  const set = { messages: [...before.messages, said], state: 'closed' as const, outcome, closedAt: said.at };
  return {
    question: { ...kept, ...set, version: before.version + 1 },
    writes: [
      changed(before, set, ['desk', 'dueAt']),
      ...meetDeadline(calendar, running, said.at),
      announce(
        { kind: 'question-closed', questionId, hospitalId, waitsFor: otherSide(said.side), outcome },
        said.at,
        questionId,
      ),
    ],
  };
};

/** Throws NotFound `question-unknown`. */
export const questionById = async (tables: Tables, questionId: string): Promise<Question> => {
  const item = await tables.get(questionTable, { questionId });
  if (item === undefined) throw new NotFound('question-unknown', { questionId });
  return questionSchema.parse(item);
};

const NEWEST = 100;

/** Of a desk, the most urgent first; of a hospital, the newest first, closed ones as well. */
export const listQuestions = async (
  tables: Tables,
  of: { readonly desk: string } | { readonly hospitalId: string },
): Promise<readonly Question[]> => {
  const asked =
    'desk' in of
      ? { index: 'by-desk', partition: of.desk }
      : { index: 'by-hospital', partition: of.hospitalId, descending: true };
  const { items } = await tables.query({ table: questionTable, ...asked, limit: NEWEST });
  return items.map((item) => questionSchema.parse(item));
};
