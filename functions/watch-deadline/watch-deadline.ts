/**
 * Trusts the workflow that a mark's moment has come: waits are scaled on a local cloud, so the clock is not compared
 * again. What was kept, dropped, paused or given other moments meanwhile ends this watch; going on starts another.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { changeDeadline, type Deadline, deadlineById, type Mark, nextMark } from '@erbao/deadlines/deadline';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';

export type Needs = { readonly tables: Tables; readonly clock: Clock };
export type Input = {
  readonly subjectId: string;
  readonly deadlineId: string;
  readonly mark: string;
  readonly revision: number;
};
export type Output = Omit<Input, 'mark'> &
  ({ readonly next: 'wait'; readonly mark: string; readonly at: string } | { readonly next: 'done' });

const raising = (deadline: Deadline, mark: Mark, clock: Clock): readonly Write[] => {
  const at = clock();
  const { subjectId, deadlineId, dueAt, office, marks } = deadline;
  const escalatedTo = mark.escalatesTo;
  const owed = marks.some(({ escalatesTo }) => escalatesTo === 'hospital-finance') ? { owedBy: office } : {};
  return [
    changeDeadline(deadline, {
      raised: deadline.raised + 1,
      desk: escalatedTo,
      ...(mark.name === 'breached' ? { state: 'breached', breachedAt: at } : {}),
    }),
    recordDeed(
      {
        subjectId,
        at,
        who: 'calendar',
        action: `deadline-${mark.name}`,
        details: { deadlineId, escalatedTo },
      },
      deadlineId,
    ),
    announce(
      { kind: 'deadline-raised', subjectId, deadlineId, mark: mark.name, escalatedTo, dueAt, ...owed },
      at,
      subjectId,
      deadlineId,
      mark.name,
    ),
  ];
};

export const watchDeadline =
  ({ tables, clock }: Needs) =>
  async ({ subjectId, deadlineId, mark, revision }: Input): Promise<Output> => {
    const deadline = await deadlineById(tables, subjectId, deadlineId);
    if (deadline.revision !== revision) return { subjectId, deadlineId, revision, next: 'done' };
    const due = nextMark(deadline);
    if (due !== undefined && due.name === mark) {
      const outcome = await tables.commit(raising(deadline, due, clock));
      if (!outcome.committed) throw new Conflict('deadline-moved-on', { subjectId, deadlineId });
    }
    const upcoming = nextMark(await deadlineById(tables, subjectId, deadlineId));
    return upcoming === undefined
      ? { subjectId, deadlineId, revision, next: 'done' }
      : { subjectId, deadlineId, revision, next: 'wait', mark: upcoming.name, at: upcoming.at };
  };
