/** What happens to a running deadline: it is paused, goes on, is kept, is dropped; each a write under the read revision. */
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { type Instant, msOf } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import { changeDeadline, type Deadline, insertDeadline } from './deadline.ts';

/** The word that somebody must watch it: the outbox starts the watch. */
const toWatch = ({ subjectId, deadlineId, revision }: Deadline, at: Instant): Write =>
  announce(
    { kind: 'deadline-planned', subjectId, deadlineId, revision },
    at,
    subjectId,
    deadlineId,
    revision,
  );

/** A new deadline and its watch. */
export const openDeadline = (deadline: Deadline): readonly Write[] => [
  insertDeadline(deadline),
  toWatch(deadline, deadline.startedAt),
];

type Pause = Deadline['pauses'][number];
const asItems = (pauses: readonly Pause[]): readonly Item[] => pauses.map(({ from, to }) => ({ from, to }));

/** Only what still runs can be paused; the others stay as they are. */
export const pauseDeadline = (deadline: Deadline, at: Instant): readonly Write[] =>
  deadline.state === 'running'
    ? [
        changeDeadline(deadline, {
          state: 'paused',
          revision: deadline.revision + 1,
          pauses: asItems([...deadline.pauses, { from: at }]),
        }),
      ]
    : [];

/** Who was told before the pause is to act again. */
const toldAgain = ({ marks, raised }: Deadline): Pick<Deadline, 'desk'> => {
  const last = raised === 0 ? undefined : marks[raised - 1];
  return last === undefined ? {} : { desk: last.escalatesTo };
};

/** A paused deadline as it goes on at a moment: marks that were raised stay, the others move with the end. */
export const resumed = (calendar: WorkingCalendar, deadline: Deadline, at: Instant): Deadline => {
  const last = deadline.pauses.at(-1);
  if (last === undefined) return deadline;
  const dueAt = calendar.movedByPause(deadline.dueAt, last.from, at);
  return {
    ...deadline,
    state: 'running',
    revision: deadline.revision + 1,
    dueAt,
    ...toldAgain(deadline),
    pauses: [...deadline.pauses.slice(0, -1), { from: last.from, to: at }],
    marks: deadline.marks.map((mark, place) => {
      if (place < deadline.raised) return mark;
      return mark.name === 'breached'
        ? { ...mark, at: dueAt }
        : { ...mark, at: calendar.movedByPause(mark.at, last.from, at) };
    }),
  };
};

export const resumeDeadline = (
  calendar: WorkingCalendar,
  deadline: Deadline,
  at: Instant,
): readonly Write[] => {
  if (deadline.state !== 'paused') return [];
  const after = resumed(calendar, deadline, at);
  const { state, revision, dueAt, marks } = after;
  return [
    changeDeadline(deadline, {
      ...toldAgain(deadline),
      state,
      revision,
      dueAt,
      marks,
      pauses: asItems(after.pauses),
    }),
    toWatch(after, at),
  ];
};

/** Working minutes from the start, without the pauses. */
export const usedMinutes = (calendar: WorkingCalendar, deadline: Deadline, at: Instant): number => {
  const whole = calendar.elapsedWorkingMinutes(deadline.startedAt, at);
  return deadline.pauses.reduce(
    (left, { from, to }) => left - calendar.elapsedWorkingMinutes(from, to ?? at),
    whole,
  );
};

/** Kept, in time or late. By the clock and not by the watch: one that nobody woke for is late all the same. */
export const meetDeadline = (
  calendar: WorkingCalendar,
  deadline: Deadline,
  at: Instant,
): readonly Write[] => {
  if (deadline.metAt !== undefined || deadline.state === 'met' || deadline.state === 'dropped') return [];
  const late = deadline.state === 'running' && msOf(at) >= msOf(deadline.dueAt);
  const state = deadline.state === 'breached' || late ? 'breached' : 'met';
  return [changeDeadline(deadline, { state, metAt: at, usedMinutes: usedMinutes(calendar, deadline, at) })];
};

/** The subject was taken back. */
export const dropDeadline = (deadline: Deadline): readonly Write[] =>
  deadline.state === 'running' || deadline.state === 'paused'
    ? [changeDeadline(deadline, { state: 'dropped' })]
    : [];
