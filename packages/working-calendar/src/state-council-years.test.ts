import { addDays, localDate, weekdayOf } from '@erbao/kernel/dates';
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { stateCouncilYears } from './state-council-years.ts';
import { openCalendar } from './working-calendar.ts';

it('agrees with the package it was drawn from on every day from 2004 to 2026', () => {
  const calendar = openCalendar(stateCouncilYears, []);
  const differing: string[] = [];
  for (let on = localDate('2004-01-01'); on <= localDate('2026-12-31'); on = addDays(on, 1)) {
    // its table, not its functions: those answer wrongly on a machine west of UTC
    const weekday = weekdayOf(on) <= 5;
    const theirs =
      Object.hasOwn(published.workdays, on) || (weekday && !Object.hasOwn(published.holidays, on));
    if ((calendar.dayKind(on) === 'working') !== theirs) differing.push(on);
  }
  expect(differing).toEqual([]);
});

it('has one file a year, each with its source and days of the right kind', () => {
  expect(stateCouncilYears.map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
  for (const year of stateCouncilYears) expect(year.source).toContain('chinese-days 1.5.7');
});
