/**
 * Trusts the workflow that a mark's moment has come: waits are scaled on a local cloud, so the clock is not compared
 * again. A claim that ended meanwhile ends the watch.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById } from '@erbao/claims/claim';
import { isFinal } from '@erbao/claims/lifecycle';
import { changeDeadline, type Deadline, deadlineById, type Mark, nextMark } from '@erbao/deadlines/deadline';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';

export type Needs = { readonly tables: Tables; readonly clock: Clock };
export type Input = { readonly subjectId: string; readonly deadlineId: string; readonly mark: string };
export type Output = Omit<Input, 'mark'> &
  ({ readonly next: 'wait'; readonly mark: string; readonly at: string } | { readonly next: 'done' });

const raising = (deadline: Deadline, mark: Mark, claim: Claim, clock: Clock): readonly Write[] => {
  const at = clock();
  const { subjectId, deadlineId } = deadline;
  return [
    changeDeadline(deadline, {
      raised: deadline.raised + 1,
      ...(mark.name === 'breached' ? { state: 'breached', breachedAt: at } : {}),
    }),
    recordDeed({
      subjectId,
      at,
      who: 'calendar',
      action: `deadline-${mark.name}`,
      details: { deadlineId, escalatedTo: mark.escalatesTo },
    }),
    announce(
      {
        kind: 'deadline-raised',
        claimId: claim.claimId,
        memberId: claim.memberId,
        mark: mark.name,
        escalatedTo: mark.escalatesTo,
      },
      at,
      subjectId,
      deadlineId,
      mark.name,
    ),
  ];
};

export const watchDeadline =
  ({ tables, clock }: Needs) =>
  async ({ subjectId, deadlineId, mark }: Input): Promise<Output> => {
    const deadline = await deadlineById(tables, subjectId, deadlineId);
    const claim = await claimById(tables, subjectId);
    const due = nextMark(deadline);
    const commit = async (writes: readonly Write[]): Promise<void> => {
      const outcome = await tables.commit(writes);
      if (!outcome.committed) throw new Conflict('deadline-moved-on', { subjectId, deadlineId });
    };
    if (isFinal(claim.state)) {
      if (deadline.state === 'running') await commit([changeDeadline(deadline, { state: 'met' })]);
      return { subjectId, deadlineId, next: 'done' };
    }
    if (due !== undefined && due.name === mark) await commit(raising(deadline, due, claim, clock));
    const upcoming = nextMark(await deadlineById(tables, subjectId, deadlineId));
    return upcoming === undefined
      ? { subjectId, deadlineId, next: 'done' }
      : { subjectId, deadlineId, next: 'wait', mark: upcoming.name, at: upcoming.at };
  };
