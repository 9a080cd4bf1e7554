import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  atShanghai,
  completedYears,
  covers,
  daysBetween,
  instant,
  instantOfMs,
  localDate,
  localDateOf,
  minuteOfDay,
  monthOf,
  readLocalDate,
  shanghaiSecond,
  weekdayOf,
} from './dates.ts';

describe('ranges and moments', () => {
  const day = localDate('2026-05-10');
  it.each([
    ['2026-05-10', '2026-05-10', true],
    ['2026-05-11', '2026-12-31', false],
    ['2026-01-01', '2026-05-09', false],
    ['2026-01-01', '2026-05-10', true],
    ['2026-05-10', undefined, true],
    ['2026-05-11', undefined, false],
  ])('from %s to %s', (from, to, expected) => {
    const range = { from: localDate(from), ...(to === undefined ? {} : { to: localDate(to) }) };
    expect(covers(range, day)).toBe(expected);
  });

  it('know the wall clock of Shanghai', () => {
    const at = atShanghai(day, 17, 30);
    expect(at).toBe('2026-05-10T09:30:00.000Z');
    expect(minuteOfDay(at)).toBe(17 * 60 + 30);
    expect(minuteOfDay(atShanghai(day, 0))).toBe(0);
    expect(monthOf(day)).toBe('2026-05');
  });

  it('makes of the texts of a day what arithmetic makes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80_000 }),
        fc.integer({ min: 0, max: 86_399 }),
        (days, seconds) => {
          const date = addDays(localDate('1900-01-02'), days);
          const [hour, minute] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
          expect(shanghaiSecond({ date, eve: addDays(date, -1) }, hour, minute, seconds % 60)).toBe(
            instantOfMs(Date.parse(`${date}T00:00:00+08:00`) + seconds * 1_000),
          );
        },
      ),
    );
  });

  it.each([
    [() => localDate('2026-02-30'), 'date-invalid'],
    [() => instant('yesterday'), 'instant-invalid'],
    [() => instantOfMs(Date.UTC(20_000, 0, 1)), 'instant-invalid'],
    [() => instantOfMs(-62_198_755_200_000), 'instant-invalid'],
  ])('refuse what is none: %#', (read, code) => {
    expect(read).toThrow(expect.objectContaining({ kind: 'InvalidInput', code }));
  });
});

describe('civil dates', () => {
  it.each(['2018-02-29', '2018-13-01', '2018-00-10', '18-01-01', '2018-1-1', '', '2018-01-01T00:00:00Z'])(
    'refuses %j',
    (text) => {
      expect(readLocalDate(text)).toBeUndefined();
    },
  );

  it('knows every day that the platform knows, and no other', () => {
    const years = [0, 4, 100, 400, 1582, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 9999];
    for (const year of years)
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const ms = Date.parse(`${text}T00:00:00.000Z`);
          const isReal = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
          expect(readLocalDate(text)).toBe(isReal ? text : undefined);
          if (isReal) expect(daysBetween(localDate('1970-01-01'), localDate(text)) * 86_400_000).toBe(ms);
        }
  });

  it('knows that yesterday in UTC can be today in China', () => {
    expect(localDateOf(instant('2026-10-09T16:00:00Z'))).toBe('2026-10-10');
    expect(localDateOf(instant('2026-10-09T15:59:59.999Z'))).toBe('2026-10-09');
    expect(atShanghai(localDate('2026-10-10'), 0)).toBe('2026-10-09T16:00:00.000Z');
  });

  it('counts the birthday itself as completed, and 29 February on 1 March', () => {
    const born = localDate('2000-04-20');
    expect(completedYears(born, localDate('2018-04-19'))).toBe(17);
    expect(completedYears(born, localDate('2018-04-20'))).toBe(18);
    expect(completedYears(localDate('2000-02-29'), localDate('2018-02-28'))).toBe(17);
    expect(completedYears(localDate('2000-02-29'), localDate('2018-03-01'))).toBe(18);
  });

  it('adds and subtracts days exactly', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (start, days) => {
        const from = localDate(start.toISOString().slice(0, 10));
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect((((weekdayOf(to) - weekdayOf(from) - days) % 7) + 7) % 7).toBe(0);
      }),
    );
  });

  it('starts the week on Monday', () => {
    expect(weekdayOf(localDate('2026-11-23'))).toBe(1);
    expect(weekdayOf(localDate('2026-11-22'))).toBe(7);
  });
});
