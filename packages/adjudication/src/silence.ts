/**
 * A claim that waits for its citizen: the limit is opened with the question, ended by the answer, reminded of on the way;
 * when it has passed, a person decides, never the machine: wait on, give the papers back, or close without prejudice.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { moveClaim, noteOnClaim } from '@erbao/claims/claim-moves';
import { claimTable } from '@erbao/claims/claim-table';
import { supplementWait } from '@erbao/claims/claim-waits';
import {
  type Awaited,
  citizenLimit,
  citizenLimitId,
  decideSilence,
  silenceId,
} from '@erbao/deadlines/citizen-limits';
import { RETURN_PAPERS } from '@erbao/deadlines/commitments';
import { type Deadline, planDeadline } from '@erbao/deadlines/deadline';
import { dropDeadline, openDeadline } from '@erbao/deadlines/deadline-course';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { localDateOf } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { decideTask, dropTask, insertReviewTask, singleTaskId } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { checkOpen, type Desk, droppingAll, keeping, type TaskDesk } from './bench.ts';
import { dueIn } from './joint-office.ts';

const awaitedBy = ({ state }: Claim): Awaited | undefined =>
  state === 'incomplete' ? 'supplement' : state === 'asked' ? 'reply' : undefined;

/** The wait that runs, or ran last; 0 before the first. */
const nthOf = ({ claim }: Pick<Desk, 'claim'>): number => claim.citizenLimit ?? 0;

/** What the claim notes, and the writes of the limit. */
export const awaiting = (
  { claim, calendar, at }: Pick<Desk, 'claim' | 'calendar' | 'at'>,
  awaited: Awaited,
): { readonly set: Item; readonly writes: readonly Write[] } => {
  const nth = nthOf({ claim }) + 1;
  const limit = citizenLimit(awaited, nth, localDateOf(at));
  return {
    set: { citizenLimit: nth },
    writes: openDeadline(planDeadline(calendar, limit, claim.claimId, at, claim.office)),
  };
};

const silenceTasks = ({ tasks }: Desk) =>
  tasks.filter(({ kind, state }) => kind === 'silence' && state === 'open');

/** The citizen has answered, in time or late: nobody need decide. */
export const answered = (desk: Desk): readonly Write[] => {
  const nth = nthOf(desk);
  return [
    ...keeping(desk, citizenLimitId(nth)),
    ...desk.deadlines.filter((one) => one.deadlineId === silenceId(nth)).flatMap(dropDeadline),
    ...silenceTasks(desk).map(dropTask),
  ];
};

/** A mark of the limit was raised: a reminder, or at the end a task. No writes when the citizen answered meanwhile. */
export const planSilence = (desk: Desk, limit: Deadline, mark: string): readonly Write[] => {
  const { claim, at, tasks } = desk;
  const { claimId, memberId, version } = claim;
  const nth = nthOf(desk);
  const awaited = awaitedBy(claim);
  if (awaited === undefined || limit.deadlineId !== citizenLimitId(nth)) return [];
  if (mark !== 'breached') {
    const until = localDateOf(limit.dueAt);
    return [
      announce({ kind: 'citizen-reminded', claimId, memberId, awaited, until }, at, claimId, nth, mark),
    ];
  }
  const taskId = singleTaskId(claimId, 'silence', nth);
  if (tasks.some((task) => task.taskId === taskId)) return [];
  const decision = dueIn(desk, decideSilence(nth, localDateOf(at)));
  return [
    // an answer of the same moment wins
    { do: 'check', table: claimTable, key: { claimId }, expect: { version } },
    insertReviewTask({
      taskId,
      claimId,
      kind: 'silence',
      adjudicationVersion: claim.adjudicationVersion,
      level: 0,
      levels: 1,
      role: 'supervisor',
      state: 'open',
      openedAt: at,
      dueAt: decision.dueAt,
      waitId: `${claimId}/silence/${String(nth)}`,
    }),
    ...openDeadline(decision),
  ];
};

export type SilenceDecision = { readonly outcome: 'wait' | 'return' | 'close'; readonly reason: string };

const decidedItem = (desk: TaskDesk, { outcome, reason }: SilenceDecision): readonly Write[] => {
  const { task, reviewer, at, claim } = desk;
  const { subject } = reviewer;
  return [
    decideTask(task, { verdict: outcome, reason, decidedBy: subject, decidedAt: at }),
    ...keeping(desk, silenceId(nthOf(desk))),
    recordDeed({ subjectId: claim.claimId, at, who: subject, action: `silence-${outcome}`, details: {} }),
  ];
};

/** The workflow waits at the supplement or at the level that asked: it goes home. */
const goingHome = ({ claim, at }: Desk): readonly Write[] => {
  const { claimId, supplementRound, exchanges = [], state } = claim;
  const waitId = state === 'incomplete' ? supplementWait(claimId, supplementRound) : exchanges.at(-1)?.waitId;
  return waitId === undefined ? [] : answerWait(waitId, { next: 'finished', waitId }, at);
};

const others = (desk: Desk): readonly Write[] => {
  const own = silenceId(nthOf(desk));
  return droppingAll({ deadlines: desk.deadlines.filter(({ deadlineId }) => deadlineId !== own) });
};

/** A part is paid: only the question about the rest is closed, and the paid version stands, as since it was asked. */
const closingRest = (desk: TaskDesk, basis: AdjudicationRecord, text: string): readonly Write[] => {
  const { claim, at, reviewer } = desk;
  const { claimId, memberId, adjudicationVersion: lastVersion } = claim;
  return [
    moveClaim(claim, 'rest-unanswered', {
      refusal: { code: 'no-reply', text, by: reviewer.subject },
      refusedAt: at,
      adjudicationVersion: Number(basis.version),
      totalFen: basis.totalFen,
      lastVersion,
    }),
    announce({ kind: 'claim-part-refused', claimId, memberId }, at, claimId, desk.task.taskId),
  ];
};

const ending = (desk: TaskDesk, given: SilenceDecision, basis?: AdjudicationRecord): readonly Write[] => {
  const { claim, at, reviewer } = desk;
  const { claimId, memberId } = claim;
  const { outcome, reason } = given;
  if (basis !== undefined) {
    if (outcome === 'return') throw new Conflict('part-is-paid', { claimId });
    return closingRest(desk, basis, reason);
  }
  const closure = { outcome, reason, by: reviewer.subject, at };
  if (outcome === 'close')
    return [
      moveClaim(claim, 'closed-unanswered', { closure }),
      announce({ kind: 'claim-closed', claimId, memberId }, at, claimId),
    ];
  return [
    moveClaim(claim, 'papers-to-return', { closure }),
    ...openDeadline(dueIn(desk, RETURN_PAPERS)),
    announce({ kind: 'claim-returned-unanswered', claimId, memberId }, at, claimId),
  ];
};

/** Throws Forbidden for the wrong role, Conflict when the citizen has answered or somebody else has decided. */
export const planSilenceDecision = (
  desk: TaskDesk,
  given: SilenceDecision,
  basis?: AdjudicationRecord,
): readonly Write[] => {
  const { claim, task, reviewer } = desk;
  const { claimId } = claim;
  checkOpen(desk);
  if (!reviewer.roles.includes(task.role)) throw new Forbidden('review-level-not-yours', { role: task.role });
  if (task.kind !== 'silence') throw new Conflict('verdict-not-asked', { taskId: task.taskId });
  const awaited = awaitedBy(claim);
  if (awaited === undefined) throw new Conflict('claim-moved-on', { claimId });
  if (given.outcome === 'wait') {
    const limit = awaiting(desk, awaited);
    return [noteOnClaim(claim, limit.set), ...limit.writes, ...decidedItem(desk, given)];
  }
  return [...ending(desk, given, basis), ...others(desk), ...goingHome(desk), ...decidedItem(desk, given)];
};
