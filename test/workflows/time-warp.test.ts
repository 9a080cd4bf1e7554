/**
 * A year of deadlines in seconds: a claim every day of 2026, across all holidays and make-up days, kept, forgotten, asked
 * or insisted on. What the office's calendar did is compared with a plain list of the year's days and a count of minutes.
 */
import { timelineOf } from '@erbao/audit/audit-event';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import {
  addDays,
  atShanghai,
  type Instant,
  instantOfMs,
  type LocalDate,
  localDate,
  localDateOf,
  msOf,
  weekdayOf,
} from '@erbao/kernel/dates';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { describe, expect, it } from 'vitest';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage } from '../support/sample-facts.ts';

/** 国务院办公厅关于2026年部分节假日安排: written out here, so that the calendar's own file is checked by it. */
const RESTS: readonly (readonly [from: string, to: string])[] = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];
const MAKE_UP = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
const works = (on: LocalDate): boolean =>
  MAKE_UP.includes(on) || (weekdayOf(on) <= 5 && !RESTS.some(([from, to]) => from <= on && on <= to));

const MINUTE = 60_000;
/** The end of the n-th working day after the start. */
const plainDue = (start: Instant, days: number): Instant => {
  let on = localDateOf(start);
  for (let left = days; left > 0; ) {
    on = addDays(on, 1);
    if (works(on)) left -= 1;
  }
  return atShanghai(addDays(on, 1), 0);
};
/** Minute by minute, day by day: no cleverness. */
const plainMinutes = (from: Instant, to: Instant): number => {
  let minutes = 0;
  for (let on = localDateOf(from); atShanghai(on, 0) < to; on = addDays(on, 1)) {
    const begins = Math.max(msOf(from), msOf(atShanghai(on, 0)));
    const ends = Math.min(msOf(to), msOf(atShanghai(addDays(on, 1), 0)));
    if (works(on)) minutes += (ends - begins) / MINUTE;
  }
  return minutes;
};

type Act = { readonly at: Instant; readonly do: () => Promise<unknown> };
const later = (at: Instant, ms: number): Instant => instantOfMs(msOf(at) + ms);
const DAY = 86_400_000;

/** Plays acts and watches in the order of their moments; waits cost nothing. */
const play = async (office: Office, acts: readonly Act[]): Promise<void> => {
  const queue = [...acts];
  const seen = new Set<string>();
  const wake = async (input: Parameters<Office['watch']>[0]): Promise<void> => {
    const output = await office.watch(input);
    if (output.next !== 'wait') return;
    const { mark, at } = output;
    queue.push({ at: instantOfMs(Date.parse(at)), do: () => wake({ ...input, mark }) });
  };
  for (;;) {
    queue.sort((a, b) => (a.at < b.at ? -1 : 1));
    const next = queue.shift();
    if (next === undefined) return;
    office.setNow(next.at);
    await next.do();
    await office.carry();
    for (const [name, { workflow, input }] of office.workflows.started) {
      if (workflow !== 'deadline-watch' || seen.has(name)) continue;
      seen.add(name);
      const { subjectId, deadlineId, revision } = input;
      await wake({
        subjectId: String(subjectId),
        deadlineId: String(deadlineId),
        mark: 'none',
        revision: Number(revision),
      });
    }
  }
};

const small = (on: LocalDate) => ({
  ...claimMessage().bill,
  admittedOn: addDays(on, -8),
  dischargedOn: addDays(on, -5),
  amounts: { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' },
});

/** Accepted at ten on a day; `script` says what people do afterwards, as days from the start. */
const lived = async (
  on: LocalDate,
  script: (
    claimId: string,
    office: Office,
    walk: ReturnType<typeof walkerIn>,
  ) => readonly (readonly [number, () => Promise<unknown>])[],
  papers = ALL_PAPERS,
) => {
  const office = await openOffice(undefined, false);
  const walk = walkerIn(office);
  const start = atShanghai(on, 10);
  office.setNow(start);
  const claimId = await walk.file(papers, { bill: small(on) });
  const acts = script(claimId, office, walk).map(([days, deed]) => ({
    at: later(start, days * DAY),
    do: deed,
  }));
  await play(office, [{ at: later(start, 1000), do: () => walk.decide(claimId) }, ...acts]);
  const raised = (await timelineOf(office.tables, claimId)).filter(({ who }) => who === 'calendar');
  const deadlines = new Map((await deadlinesOf(office.tables, claimId)).map((one) => [one.deadlineId, one]));
  const marksOf = (deadlineId: string) =>
    raised
      .filter(({ details }) => details['deadlineId'] === deadlineId)
      .map(({ action, at, details }) => ({ action, at, to: details['escalatedTo'] }));
  return { claimId, office, walk, deadlines, marksOf };
};

const eachDay = (from: string, to: string, step: number): readonly LocalDate[] => {
  const days: LocalDate[] = [];
  for (let on = localDate(from); on <= to; on = addDays(on, step)) days.push(on);
  return days;
};
const near = (a: Instant, b: Instant): void => expect(Math.abs(msOf(a) - msOf(b))).toBeLessThan(1000);

describe('every day of a year', { timeout: 120_000 }, () => {
  it('a forgotten claim warns at 60 and 80 %, escalates at 24:00 of the fifth working day', async () => {
    for (const on of eachDay('2026-01-09', '2026-12-20', 1)) {
      const { deadlines, marksOf } = await lived(on, () => []);
      const promise = deadlines.get('claim-5wd');
      if (promise === undefined) throw new Error('no promise');
      const { startedAt, dueAt } = promise;
      expect([on, dueAt]).toEqual([on, plainDue(startedAt, 5)]);
      const [at60, at80, breach, ...more] = marksOf('claim-5wd');
      expect(more).toEqual([]);
      expect([at60?.to, at80?.to, breach?.to]).toEqual(['adjudicator', 'supervisor', 'joint-office']);
      near(breach?.at ?? startedAt, dueAt);
      const whole = plainMinutes(startedAt, dueAt);
      for (const [mark, share] of [
        [at60, 0.6],
        [at80, 0.8],
      ] as const)
        expect(Math.abs(plainMinutes(startedAt, mark?.at ?? startedAt) - whole * share)).toBeLessThan(0.1);
      expect(marksOf('tell-missing-1wd')).toEqual([]);
      expect(deadlines.get('tell-missing-1wd')?.state).toBe('met');
      // 30 calendar days, whatever rests: 24:00 of the thirtieth
      near(marksOf('claim-30d')[0]?.at ?? startedAt, atShanghai(addDays(on, 31), 0));
    }
  });

  it('a claim paid within the promise is kept without a word; one paid after it counts as late', async () => {
    for (const on of eachDay('2026-01-09', '2026-12-10', 9)) {
      const settle =
        (days: number) => (claimId: string, _office: Office, walk: ReturnType<typeof walkerIn>) =>
          [
            [
              days,
              async () => {
                await walk.agree(claimId);
                await walk.pay(claimId);
              },
            ],
          ] as const;
      const kept = await lived(on, settle(1));
      expect(kept.deadlines.get('claim-5wd')).toMatchObject({ state: 'met' });
      expect(kept.marksOf('claim-5wd')).toEqual([]);
      const late = await lived(on, settle(25));
      expect(late.deadlines.get('claim-5wd')).toMatchObject({ state: 'breached' });
      expect(late.deadlines.get('claim-5wd')?.metAt).toBeDefined();
      expect(late.deadlines.get('claim-30d')).toMatchObject({ state: 'met' });
      expect(late.marksOf('claim-5wd').map(({ action }) => action)).toEqual([
        'deadline-warned-60',
        'deadline-warned-80',
        'deadline-breached',
      ]);
    }
  });

  it('a claim that waits for the citizen breaks its promise later by exactly the working time of the wait', async () => {
    for (const on of eachDay('2026-01-09', '2026-12-01', 5)) {
      const { deadlines, marksOf } = await lived(on, (claimId, office, walk) => [
        [
          1,
          () =>
            office.give(person('a', 'adjudicator'), walk.taskOf(claimId), {
              verdict: 'ask',
              reason: '请说明',
            }),
        ],
        [
          10,
          () =>
            office.reply({
              caller: walk.citizen,
              params: { claimId },
              query: {},
              body: { text: '说明如下' },
            }),
        ],
      ]);
      const promise = deadlines.get('claim-5wd');
      const pause = promise?.pauses[0];
      if (promise === undefined || pause?.to === undefined) throw new Error('not paused');
      const whole = plainMinutes(promise.startedAt, plainDue(promise.startedAt, 5));
      const ran = plainMinutes(promise.startedAt, pause.from) + plainMinutes(pause.to, promise.dueAt);
      expect([on, Math.round(ran)]).toEqual([on, Math.round(whole)]);
      const breach = marksOf('claim-5wd').at(-1);
      expect(breach?.action).toBe('deadline-breached');
      near(breach?.at ?? promise.startedAt, promise.dueAt);
      expect(marksOf('claim-5wd')).toHaveLength(3);
    }
  });

  it('an insisted claim that the joint office leaves lying goes to the bureau after 15 working days', async () => {
    for (const on of eachDay('2026-01-09', '2026-11-20', 13)) {
      const { deadlines, marksOf } = await lived(
        on,
        (claimId, office, walk) => [
          [
            1,
            () =>
              office.insist({
                caller: walk.citizen,
                params: { claimId },
                query: {},
                body: { reason: '确无原件' },
              }),
          ],
        ],
        ['invoice'],
      );
      const limit = deadlines.get('insisted-15wd');
      if (limit === undefined) throw new Error('no limit');
      expect([on, limit.dueAt]).toEqual([on, plainDue(limit.startedAt, 15)]);
      const breach = marksOf('insisted-15wd').at(-1);
      expect(breach?.to).toBe('bureau');
      near(breach?.at ?? limit.startedAt, limit.dueAt);
    }
  });

  it('a citizen who never answers is reminded twice, and after the limit a supervisor is asked, then the joint office', async () => {
    const ask = (claimId: string, office: Office, walk: ReturnType<typeof walkerIn>) =>
      office.give(person('a', 'adjudicator'), walk.taskOf(claimId), { verdict: 'ask', reason: '请说明' });
    for (const on of eachDay('2026-01-09', '2026-11-20', 13))
      for (const [days, papers] of [
        [20, ['invoice']],
        [10, ALL_PAPERS],
      ] as const) {
        const { claimId, office, walk, deadlines, marksOf } = await lived(
          on,
          (id, where, walker) => (days === 10 ? [[1, () => ask(id, where, walker)]] : []),
          papers,
        );
        const limit = deadlines.get('citizen-limit-1');
        const decision = deadlines.get('silence-1');
        if (limit === undefined || decision === undefined) throw new Error('no limit');
        expect([on, limit.dueAt]).toEqual([on, plainDue(limit.startedAt, days)]);
        expect(marksOf('citizen-limit-1').map(({ to }) => to)).toEqual(['citizen', 'citizen', 'supervisor']);
        near(marksOf('citizen-limit-1').at(-1)?.at ?? limit.startedAt, limit.dueAt);
        // nobody decides either: five working days after the limit the joint office hears of it
        near(decision.startedAt, limit.dueAt);
        expect([on, decision.dueAt]).toEqual([on, plainDue(decision.startedAt, 5)]);
        expect(marksOf('silence-1').at(-1)?.to).toBe('joint-office');
        // the office's own clock stood still all the time, and the machine ended nothing
        expect(marksOf('claim-5wd')).toEqual([]);
        expect((await walk.claim(claimId)).state).toBe(days === 10 ? 'asked' : 'incomplete');
        expect(walk.openTasks(claimId)).toMatchObject([{ kind: 'silence' }]);
        const reminders = office.tables
          .all(outboxTable)
          .filter(({ happening }) => JSON.stringify(happening).includes('citizen-reminded'));
        expect(reminders).toHaveLength(2);
      }
  });
});
