/**
 * Working days of mainland China: weekdays, minus the State Council's holidays, plus its make-up days (调休上班).
 *
 * Two conventions every deadline of the office rests on:
 * - counting starts on the next working day after the starting date, which itself is never counted;
 * - a working day counts 24 hours, from 00:00 to 24:00 in Shanghai, so "end of the day" is exactly 00:00 of the next
 *   civil day, and time does not run on resting days.
 */
import type { Instant, LocalDate } from '@erbao/kernel/dates';
import {
  addDays,
  atShanghai,
  instantOfMs,
  localDate,
  localDateOf,
  msOf,
  weekdayOf,
  yearOf,
} from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';

/** What one year's notice changes against "Monday to Friday work"; days are `MM-DD`. */
export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly restingWeekdays: readonly string[];
  readonly workingWeekends: readonly string[];
};

/** One day set by the office itself, with the number of the document that says so. It overrides the year's notice. */
export type OperatorDay = {
  readonly date: LocalDate;
  readonly kind: 'working' | 'resting';
  readonly source: string;
};

export type DayKind = 'working' | 'resting' | 'unknown-year';
/** `provisional`: a day of a year without a notice was decided by its weekday alone and may still move. */
export type ComputedDay = { readonly on: LocalDate; readonly provisional: boolean };
export type WorkingDeadline = {
  /** 24:00 of the last working day = 00:00 of the next civil day, in Shanghai. */
  readonly dueAt: Instant;
  readonly provisional: boolean;
  /** The moments at which 60% and 80% of the working time between the start and `dueAt` have passed. */
  readonly marks: { readonly at60: Instant; readonly at80: Instant };
};

export type WorkingCalendar = {
  readonly dayKind: (date: LocalDate) => DayKind;
  /** The n-th working day after `from`; n = 0 is {@link WorkingCalendar.nextWorkingDay}. */
  readonly addWorkingDays: (from: LocalDate, n: number) => ComputedDay;
  /** The date itself if it is working, else the first working day after it. */
  readonly nextWorkingDay: (date: LocalDate) => ComputedDay;
  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  readonly workingDaysBetween: (
    from: LocalDate,
    to: LocalDate,
  ) => { readonly days: number; readonly provisional: boolean };
  readonly workingDeadline: (startedAt: Instant, days: number) => WorkingDeadline;
  /** The last working day that is not later than the date. */
  readonly previousWorkingDay: (date: LocalDate) => ComputedDay;
  /** As the marks of {@link WorkingDeadline}, for a moment that something else decided; the start where nothing is worked. */
  readonly marksUntil: (startedAt: Instant, dueAt: Instant) => WorkingDeadline['marks'];
  readonly elapsedWorkingMinutes: (from: Instant, to: Instant) => number;
  /** What a pause makes of a moment: as much working time after `to` as it was after `from`. */
  readonly movedByPause: (moment: Instant, from: Instant, to: Instant) => Instant;
};

/** `strict` throws InvalidInput `calendar-year-unknown` where the default answers `provisional: true`. */
export type CalendarOptions = { readonly strict?: boolean };

// Ten years of working days; more is a mistake of the caller, not a deadline.
const MOST_DAYS = 2_600;
const DAY_MS = 86_400_000;

type Day = { readonly working: boolean; readonly known: boolean };
type ReadDay = (date: LocalDate) => Day;

const knownDays = (
  years: readonly CalendarYear[],
  operatorDays: readonly OperatorDay[],
): ReadonlyMap<string, boolean> => {
  const days = new Map<string, boolean>();
  for (const { year, restingWeekdays, workingWeekends } of years) {
    for (const day of restingWeekdays) days.set(localDate(`${year}-${day}`), false);
    for (const day of workingWeekends) days.set(localDate(`${year}-${day}`), true);
  }
  for (const { date, kind } of operatorDays) days.set(date, kind === 'working');
  return days;
};

const startOf = (date: LocalDate): number => msOf(atShanghai(date, 0));

const readDays = (years: readonly CalendarYear[], operatorDays: readonly OperatorDay[]): ReadDay => {
  const listed = knownDays(years, operatorDays);
  const known = new Set(years.map(({ year }) => year));
  return (date) => {
    const listedAs = listed.get(date);
    if (listedAs !== undefined) return { working: listedAs, known: true };
    return { working: weekdayOf(date) <= 5, known: known.has(yearOf(date)) };
  };
};

const strictly =
  (read: ReadDay): ReadDay =>
  (date) => {
    const day = read(date);
    if (!day.known) throw new InvalidInput('calendar-year-unknown', { year: yearOf(date) });
    return day;
  };

const findNext = (read: ReadDay, date: LocalDate, step: 1 | -1 = 1): ComputedDay => {
  let on = date;
  let provisional = false;
  for (;;) {
    const day = read(on);
    provisional ||= !day.known;
    if (day.working) return { on, provisional };
    on = addDays(on, step);
  }
};

const countOn = (read: ReadDay, from: LocalDate, n: number): ComputedDay => {
  if (!Number.isInteger(n) || n < 0 || n > MOST_DAYS) throw new InvalidInput('working-days-out-of-range', {});
  if (n === 0) return findNext(read, from);
  let found: ComputedDay = { on: from, provisional: false };
  for (let left = n; left > 0; left -= 1) {
    const next = findNext(read, addDays(found.on, 1));
    found = { on: next.on, provisional: found.provisional || next.provisional };
  }
  return found;
};

const countBetween = (
  read: ReadDay,
  from: LocalDate,
  to: LocalDate,
): { days: number; provisional: boolean } => {
  let days = 0;
  let provisional = false;
  for (let on = from; on < to; ) {
    on = addDays(on, 1);
    const day = read(on);
    if (day.working) days += 1;
    provisional ||= !day.known;
  }
  return { days, provisional };
};

const workingMs = (read: ReadDay, from: Instant, to: Instant): number => {
  let total = 0;
  const end = msOf(to);
  for (let on = localDateOf(from); startOf(on) < end; on = addDays(on, 1)) {
    const begins = Math.max(startOf(on), msOf(from));
    const ends = Math.min(startOf(on) + DAY_MS, end);
    if (ends > begins && read(on).working) total += ends - begins;
  }
  return total;
};

/** The earliest moment by which `wanted` working milliseconds have passed since `from`. */
const momentAfter = (read: ReadDay, from: Instant, wanted: number): Instant => {
  let left = wanted;
  for (let on = localDateOf(from); ; on = addDays(on, 1)) {
    if (!read(on).working) continue;
    const begins = Math.max(startOf(on), msOf(from));
    const length = startOf(on) + DAY_MS - begins;
    if (left <= length) return instantOfMs(begins + left);
    left -= length;
  }
};

const marksOf = (read: ReadDay, startedAt: Instant, dueAt: Instant): WorkingDeadline['marks'] => {
  const whole = workingMs(read, startedAt, dueAt);
  if (whole === 0) return { at60: startedAt, at80: startedAt };
  const markAt = (percent: number): Instant =>
    momentAfter(read, startedAt, Math.floor((whole * percent) / 100));
  return { at60: markAt(60), at80: markAt(80) };
};

const deadlineOf = (read: ReadDay, startedAt: Instant, days: number): WorkingDeadline => {
  const last = countOn(read, localDateOf(startedAt), days);
  const dueAt = atShanghai(addDays(last.on, 1), 0);
  return { dueAt, provisional: last.provisional, marks: marksOf(read, startedAt, dueAt) };
};

export const openCalendar = (
  years: readonly CalendarYear[],
  operatorDays: readonly OperatorDay[],
  options: CalendarOptions = {},
): WorkingCalendar => {
  const readLoosely = readDays(years, operatorDays);
  const read = options.strict === true ? strictly(readLoosely) : readLoosely;
  return {
    dayKind: (date) => {
      const day = readLoosely(date);
      if (!day.known) return 'unknown-year';
      return day.working ? 'working' : 'resting';
    },
    addWorkingDays: (from, n) => countOn(read, from, n),
    nextWorkingDay: (date) => findNext(read, date),
    previousWorkingDay: (date) => findNext(read, date, -1),
    marksUntil: (startedAt, dueAt) => marksOf(read, startedAt, dueAt),
    workingDaysBetween: (from, to) => countBetween(read, from, to),
    workingDeadline: (startedAt, days) => deadlineOf(read, startedAt, days),
    elapsedWorkingMinutes: (from, to) => Math.floor(workingMs(read, from, to) / 60_000),
    movedByPause: (moment, from, to) => momentAfter(read, to, workingMs(read, from, moment)),
  };
};
