/** A year of one hospital in seconds: the schedule of every day, papers in time, late or never, and who is told when. */
import { deadlinesOf, deadlinesOnList } from '@erbao/deadlines/deadline';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { addDays, atShanghai, instantOfMs, localDate, msOf } from '@erbao/kernel/dates';
import { monthWatchlist } from '@erbao/one-stop/hospital-month';
import { monthSubject } from '@erbao/settlement-files/month-deadlines';
import { describe, expect, it } from 'vitest';
import { openHospitalMonths } from '../../functions/open-hospital-months/open-hospital-months.ts';
import { watchDeadline } from '../../functions/watch-deadline/watch-deadline.ts';
import { HOSPITAL, OTHER_HOSPITAL } from '../support/one-stop-desk.ts';
import { openMonthOffice } from '../support/month-office.ts';

const MONTHS = Array.from({ length: 12 }, (_, place) => `2026-${String(place + 1).padStart(2, '0')}`);

type Watch = { subjectId: string; deadlineId: string; mark: string; revision: number; at: number };

/** The desk's office with the watches of its deadlines, which wake in the order of their moments. */
const openYear = async () => {
  const office = await openMonthOffice(1);
  const watches: Watch[] = [];
  const known = new Set<string>();
  const goOn = async (watch: Omit<Watch, 'at'>): Promise<void> => {
    const next = await watchDeadline(office.needs)(watch);
    if (next.next === 'wait') watches.push({ ...watch, mark: next.mark, at: Date.parse(next.at) });
  };
  /** Whatever the outbox has planned meanwhile is watched. */
  const carry = async (): Promise<void> => {
    for (const item of office.tables.all(outboxTable)) {
      const { eventId, happening } = outboxEventSchema.parse(item);
      if (happening.kind !== 'deadline-planned' || known.has(eventId)) continue;
      known.add(eventId);
      const { subjectId, deadlineId, revision = 1 } = happening;
      await goOn({ subjectId, deadlineId, mark: 'none', revision });
    }
  };
  const wakeUntil = async (moment: number): Promise<void> => {
    await carry();
    for (;;) {
      watches.sort((a, b) => a.at - b.at);
      const [first] = watches;
      if (first === undefined || first.at > moment) return;
      watches.shift();
      office.at(instantOfMs(first.at));
      await goOn(first);
      await carry();
    }
  };
  return { office, wakeUntil };
};

describe('a year of hospital months', () => {
  it('notices who hands in nothing, and only that', async () => {
    const { office, wakeUntil } = await openYear();
    let day = localDate('2026-02-01');
    const opened: [string, number][] = [];
    while (day < '2027-02-28') {
      const night = atShanghai(day, 0, 30);
      await wakeUntil(msOf(night));
      office.at(night);
      const run = await openHospitalMonths(office.needs)();
      if (run.opened > 0) opened.push([day, run.opened]);
      // one hospital hands in an empty month on the second, but forgets April
      if (day.endsWith('-02') && run.month !== '2026-04') {
        office.at(atShanghai(day, 10));
        const fileId = await office.upload([], 'month', run.month);
        await office.workThrough(fileId);
        await office.summarise(0, '0.00', '0.00', run.month);
      }
      day = addDays(day, 1);
    }
    await wakeUntil(msOf(atShanghai(localDate('2027-03-01'), 0)));
    // both hospitals of the desk, once a month, on the first
    expect(opened).toEqual([...MONTHS.slice(1), '2027-01', '2027-02'].map((month) => [`${month}-01`, 2]));
    for (const month of MONTHS) {
      const own = await deadlinesOf(office.tables, monthSubject(HOSPITAL, month));
      const upload = own.find(({ deadlineId }) => deadlineId === 'upload');
      expect([month, upload?.state]).toEqual([month, month === '2026-04' ? 'breached' : 'met']);
      // nobody pays: the date of the pay run passes, and is told
      const pay = own.find(({ deadlineId }) => deadlineId.startsWith('pay_'));
      expect([month, pay?.state]).toEqual([month, month === '2026-04' ? undefined : 'breached']);
      const other = await deadlinesOf(office.tables, monthSubject(OTHER_HOSPITAL, month));
      expect(other.map(({ deadlineId, state }) => [deadlineId, state])).toEqual([['upload', 'breached']]);
    }
    const october = await deadlinesOnList(office.tables, monthWatchlist('2026-10'));
    expect(october.map(({ dueAt }) => dueAt)).toEqual(october.map(({ dueAt }) => dueAt).toSorted());
    const told = office.tables
      .all(outboxTable)
      .map((item) => outboxEventSchema.parse(item).happening)
      .flatMap((one) => (one.kind === 'deadline-raised' ? [one] : []))
      .filter(({ subjectId }) => subjectId === monthSubject(HOSPITAL, '2026-04'));
    expect(told.map(({ mark, escalatedTo }) => [mark, escalatedTo])).toEqual([
      ['warned-60', 'hospital-finance'],
      ['warned-80', 'finance'],
      ['breached', 'supervisor'],
    ]);
  });
});
