/** 时限报告: how the promises of a month were kept, by office and deadline; working minutes without the waits. */
import { isCitizenLimit } from '@erbao/deadlines/citizen-limits';
import { type Deadline, deadlineSchema } from '@erbao/deadlines/deadline';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';

export type PromiseRow = {
  readonly office: string;
  readonly deadlineId: string;
  readonly clause: string;
  readonly count: number;
  readonly running: number;
  readonly kept: number;
  readonly breached: number;
  readonly medianMinutes?: number;
  readonly percentile95Minutes?: number;
};

/** The smallest value that at least so much of all do not exceed (nearest rank); undefined of nothing. */
export const percentileOf = (values: readonly number[], percent: number): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
};

/** `claim-5wd-2` and `repay-2wd-v2-1-again` are repetitions of one promise, as are `silence-1` and `silence-2`. */
const kindOf = (deadlineId: string): string =>
  /^(.*?-\d+(?:wd|d))(?:-|$)/.exec(deadlineId)?.[1] ?? deadlineId.replace(/^(silence)-\d+$/, '$1');

const rowOf = (office: string, deadlineId: string, deadlines: readonly Deadline[]): PromiseRow => {
  const used = deadlines.flatMap(({ usedMinutes }) => (usedMinutes === undefined ? [] : [usedMinutes]));
  const [median, ninetyFifth] = [percentileOf(used, 50), percentileOf(used, 95)];
  const inState = (...states: readonly Deadline['state'][]): number =>
    deadlines.filter(({ state }) => states.includes(state)).length;
  return {
    office,
    deadlineId,
    clause: deadlines[0]?.clause ?? '',
    count: deadlines.length,
    running: inState('running', 'paused'),
    kept: inState('met'),
    breached: inState('breached'),
    ...(median === undefined ? {} : { medianMinutes: median }),
    ...(ninetyFifth === undefined ? {} : { percentile95Minutes: ninetyFifth }),
  };
};

/** What was taken back is nobody's promise, and what binds the citizen is not the office's: neither is counted. */
export const promiseRows = (deadlines: readonly Deadline[]): readonly PromiseRow[] => {
  const groups = new Map<string, Deadline[]>();
  for (const deadline of deadlines) {
    if (deadline.state === 'dropped' || isCitizenLimit(deadline.deadlineId)) continue;
    const place = `${deadline.office}#${kindOf(deadline.deadlineId)}`;
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [deadline]);
    else group.push(deadline);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, group]) => {
      const cut = place.indexOf('#');
      return rowOf(place.slice(0, cut), place.slice(cut + 1), group);
    });
};

/** By the month in which the promise was given. */
export const promiseReport = async (tables: Tables, month: string): Promise<readonly PromiseRow[]> => {
  const deadlines: Deadline[] = [];
  for await (const item of queryAll(tables, { table: deadlineTable, index: 'by-month', partition: month }))
    deadlines.push(deadlineSchema.parse(item));
  return promiseRows(deadlines);
};
