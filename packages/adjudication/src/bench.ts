/** All that a person's decision about a claim rests on, as read; and who may give it. */
import type { Claim } from '@erbao/claims/claim';
import type { Deadline } from '@erbao/deadlines/deadline';
import { CLAIM_OUTER_BOUND, CLAIM_PROMISE } from '@erbao/deadlines/commitments';
import { dropDeadline, meetDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import type { Member } from '@erbao/members/member';
import type { ReviewTask } from '@erbao/review/review-task';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';

export type Reviewer = {
  readonly subject: string;
  readonly roles: readonly string[];
  /** Staff are insured, too. */
  readonly memberId?: string | undefined;
};

/** The claim and what surrounds it. */
export type Desk = {
  readonly claim: Claim;
  /** All tasks of the claim, of every version. */
  readonly tasks: readonly ReviewTask[];
  /** All deadlines of the claim. */
  readonly deadlines: readonly Deadline[];
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
};
export type TaskDesk = Desk & { readonly task: ReviewTask; readonly reviewer: Reviewer };

/** A level of review: the decided version, and the paid one that it follows. */
export type Bench = TaskDesk & {
  readonly record: AdjudicationRecord;
  readonly basis?: AdjudicationRecord | undefined;
  readonly accumulators: Accumulators;
  /** Whose register is written to; read for a registration or a guardian's claim only. */
  readonly member?: Member | undefined;
};

const ownersOf = ({ memberId, guardianMemberId }: Claim): readonly (string | undefined)[] => [
  memberId,
  guardianMemberId,
];

/** One person never decides two levels of one claim; nobody reviews an own claim, or one that he or she filed. */
export const checkReviewer = ({
  claim,
  task,
  tasks,
  reviewer,
}: Pick<TaskDesk, 'claim' | 'task' | 'tasks' | 'reviewer'>): void => {
  if (!reviewer.roles.includes(task.role)) throw new Forbidden('review-level-not-yours', { role: task.role });
  const isOwn = reviewer.memberId !== undefined && ownersOf(claim).includes(reviewer.memberId);
  if (isOwn || claim.filedBy === reviewer.subject) throw new Forbidden('own-filing-not-reviewable');
  const theirs = tasks.filter(
    (other) => other.taskId !== task.taskId && other.decidedBy === reviewer.subject,
  );
  // the joint office and the blind look are for people who took no part before
  if (theirs.length > 0 && (task.role === 'joint-office' || task.kind === 'blind'))
    throw new Forbidden('took-part-before');
  if (theirs.some((other) => other.level !== task.level)) throw new Forbidden('two-levels-by-one-person');
};

/** Throws Conflict when the task was decided, or is in somebody else's hands. */
export const checkOpen = ({ task, reviewer }: Pick<TaskDesk, 'task' | 'reviewer'>): void => {
  const { taskId, state, heldBy } = task;
  if (state !== 'open') throw new Conflict('review-task-decided', { taskId });
  if (heldBy !== undefined && heldBy !== reviewer.subject) throw new Conflict('review-task-held', { taskId });
};

const named = (deadlines: readonly Deadline[], deadlineId: string): readonly Deadline[] =>
  deadlines.filter((one) => one.deadlineId === deadlineId);

/** The deadline of this name was kept. */
export const keeping = ({ deadlines, calendar, at }: Desk, deadlineId: string): readonly Write[] =>
  named(deadlines, deadlineId).flatMap((deadline) => meetDeadline(calendar, deadline, at));

/** The promises about the money of a claim: the one of 5 working days that runs now, and the outer bound. */
export const moneyPromises = ({
  claim,
  deadlines,
}: Pick<Desk, 'claim' | 'deadlines'>): readonly Deadline[] => [
  ...named(deadlines, claim.promiseId ?? CLAIM_PROMISE.deadlineId),
  ...named(deadlines, CLAIM_OUTER_BOUND.deadlineId),
];

/** Decided without money: what was promised is done. */
export const keepingMoneyPromises = (desk: Desk): readonly Write[] =>
  moneyPromises(desk).flatMap((deadline) => meetDeadline(desk.calendar, deadline, desk.at));

/** Taken back: nothing is owed any more. */
export const droppingAll = ({ deadlines }: Pick<Desk, 'deadlines'>): readonly Write[] =>
  deadlines.flatMap(dropDeadline);
