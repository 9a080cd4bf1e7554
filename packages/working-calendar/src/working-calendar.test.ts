import { atShanghai, instantOfMs, localDate, msOf } from '@erbao/kernel/dates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateCouncilYears } from './state-council-years.ts';
import { openCalendar } from './working-calendar.ts';

const calendar = openCalendar(stateCouncilYears, []);
const day = (text: string) => localDate(text);

describe('days of 2026', () => {
  it.each(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])(
    '%s is a make-up working day',
    (date) => expect(calendar.dayKind(day(date))).toBe('working'),
  );
  it.each(['2026-01-01', '2026-02-23', '2026-10-07', '2026-10-11', '2026-09-25'])('%s rests', (date) =>
    expect(calendar.dayKind(day(date))).toBe('resting'),
  );
  it('does not know 2027', () => expect(calendar.dayKind(day('2027-03-01'))).toBe('unknown-year'));
});

describe('addWorkingDays', () => {
  it.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-28', 5, '2026-10-10'],
    ['2026-12-20', 0, '2026-12-21'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-05-08', 1, '2026-05-09'],
    ['2026-10-08', 0, '2026-10-08'],
  ])('%s + %i = %s', (from, n, on) => {
    expect(calendar.addWorkingDays(day(from), n)).toEqual({ on, provisional: false });
  });

  it('marks what reaches a year without a notice, by the weekday rule', () => {
    expect(calendar.addWorkingDays(day('2026-12-31'), 1)).toEqual({ on: '2027-01-01', provisional: true });
    expect(calendar.addWorkingDays(day('2026-12-30'), 1)).toEqual({ on: '2026-12-31', provisional: false });
  });

  it('refuses an unknown year in strict mode', () => {
    const strict = openCalendar(stateCouncilYears, [], { strict: true });
    expect(() => strict.addWorkingDays(day('2026-12-31'), 1)).toThrow('calendar-year-unknown');
    expect(() => strict.workingDeadline(atShanghai(day('2026-12-30'), 9), 5)).toThrow(
      'calendar-year-unknown',
    );
    expect(strict.addWorkingDays(day('2026-12-30'), 1).on).toBe('2026-12-31');
  });

  it.each([-1, 1.5, Number.NaN, 1e9])('refuses %d days', (n) => {
    expect(() => calendar.addWorkingDays(day('2026-01-05'), n)).toThrow('working-days-out-of-range');
  });

  it('agrees with workingDaysBetween', () => {
    const days = fc.integer({ min: 0, max: 365 * 20 }).map((n) => localDateFrom('2004-01-05', n));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const { on } = calendar.addWorkingDays(from, n);
        expect(calendar.dayKind(on)).toBe('working');
        expect(calendar.workingDaysBetween(from, on)).toEqual({ days: n, provisional: false });
      }),
    );
  });
});

const localDateFrom = (text: string, days: number) =>
  day(new Date(Date.parse(`${text}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10));

describe('operator days', () => {
  it('override a notice and add to an unknown year', () => {
    const typhoon = openCalendar(stateCouncilYears, [
      { date: day('2026-07-06'), kind: 'resting', source: '穗府办〔2026〕0号(样例)' },
      { date: day('2027-01-01'), kind: 'resting', source: '样例' },
      { date: day('2027-01-04'), kind: 'working', source: '样例' },
    ]);
    expect(typhoon.nextWorkingDay(day('2026-07-06'))).toEqual({ on: '2026-07-07', provisional: false });
    expect(typhoon.dayKind(day('2027-01-04'))).toBe('working');
    // 2 and 3 January 2027 are a weekend nobody has confirmed
    expect(typhoon.addWorkingDays(day('2026-12-31'), 1)).toEqual({ on: '2027-01-04', provisional: true });
  });
});

describe('workingDeadline', () => {
  it('ends at 24:00 of the last working day', () => {
    const deadline = calendar.workingDeadline(atShanghai(day('2026-09-28'), 0), 5);
    expect(deadline.dueAt).toBe('2026-10-10T16:00:00.000Z');
    // 6 working days of 24 h run (the starting one too): 60% = 86.4 h, 80% = 115.2 h
    expect(deadline.marks.at60).toBe(atShanghai(day('2026-10-08'), 14, 24));
    expect(deadline.marks.at80).toBe(atShanghai(day('2026-10-09'), 19, 12));
  });

  it('does not run on a resting day', () => {
    const saturday = atShanghai(day('2026-07-04'), 15);
    expect(calendar.workingDeadline(saturday, 1).dueAt).toBe(atShanghai(day('2026-07-07'), 0));
    expect(calendar.elapsedWorkingMinutes(saturday, atShanghai(day('2026-07-06'), 1))).toBe(60);
    expect(calendar.elapsedWorkingMinutes(saturday, saturday)).toBe(0);
  });

  it('is due later than its marks, and the marks cut the working time as promised', () => {
    const starts = fc
      .integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2026, 9, 1) / 60_000 })
      .map((minute) => instantOfMs(minute * 60_000));
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 30 }), (startedAt, days) => {
        const { dueAt, marks } = calendar.workingDeadline(startedAt, days);
        const whole = calendar.elapsedWorkingMinutes(startedAt, dueAt);
        expect(whole).toBeGreaterThanOrEqual(days * 1440);
        expect(whole).toBeLessThanOrEqual((days + 1) * 1440);
        expect(calendar.elapsedWorkingMinutes(startedAt, marks.at60)).toBe(Math.floor((whole * 60) / 100));
        expect(calendar.elapsedWorkingMinutes(startedAt, marks.at80)).toBe(Math.floor((whole * 80) / 100));
        expect(msOf(marks.at60)).toBeLessThan(msOf(marks.at80));
        expect(msOf(marks.at80)).toBeLessThan(msOf(dueAt));
      }),
    );
  });
});
