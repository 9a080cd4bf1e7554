/**
 * Civil dates of mainland China and instants. China has used UTC+8 without daylight saving since 1992; all dates are
 * Asia/Shanghai civil dates, computed by arithmetic and never by the machine's own time zone.
 */
import { InvalidInput } from './errors.ts';

declare const localDateMark: unique symbol;
declare const instantMark: unique symbol;
/** A civil date `YYYY-MM-DD`; compares correctly as text. */
export type LocalDate = string & { readonly [localDateMark]: true };
/** A moment `YYYY-MM-DDTHH:mm:ss.sssZ` in UTC; compares correctly as text. */
export type Instant = string & { readonly [instantMark]: true };

const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** Days from 1970-01-01 back to the first of March of the year 0. */
const DAYS_BEFORE_EPOCH = 719_468;

/** The day's number counted from 1970-01-01; undefined when it is not a real day. */
const epochDay = (text: string): number | undefined => {
  const match = DATE_SHAPE.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  if (day < 1 || day > days) return undefined;
  // counted from March, so that the leap day is the last of its year
  const fromMarch = month > 2 ? year : year - 1;
  const leaps = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return fromMarch * 365 + leaps + dayOfYear - DAYS_BEFORE_EPOCH;
};

const isLocalDateText = (text: string): text is LocalDate => epochDay(text) !== undefined;
const isInstantText = (text: string): text is Instant => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);

/** Reads `YYYY-MM-DD`; undefined when it is not a real day. */
export const readLocalDate = (text: string): LocalDate | undefined =>
  isLocalDateText(text) ? text : undefined;

/** Marks a text as a date; throws InvalidInput `date-invalid` when it is not a real day. */
export const localDate = (text: string): LocalDate => {
  if (!isLocalDateText(text)) throw new InvalidInput('date-invalid', {});
  return text;
};

const dayNumber = (date: LocalDate): number => epochDay(date) ?? 0;
const fromDayNumber = (day: number): LocalDate =>
  localDate(new Date(day * DAY_MS).toISOString().slice(0, 10));

export const addDays = (date: LocalDate, days: number): LocalDate => fromDayNumber(dayNumber(date) + days);
/** Days from a to b; negative when b is earlier. */
export const daysBetween = (a: LocalDate, b: LocalDate): number => dayNumber(b) - dayNumber(a);
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: LocalDate): number => ((dayNumber(date) + 3) % 7) + 1;
export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
/** `YYYY-MM`. */
export const monthOf = (date: LocalDate): string => date.slice(0, 7);

/** Completed years of age on a day; the birthday itself counts as completed, 29 February completes on 1 March. */
export const completedYears = (birthDate: LocalDate, on: LocalDate): number =>
  yearOf(on) - yearOf(birthDate) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);

/** A range with both ends included; an absent end is open. */
export type DateRange = { readonly from: LocalDate; readonly to?: LocalDate | undefined };
export const covers = (range: DateRange, on: LocalDate): boolean =>
  range.from <= on && (range.to === undefined || on <= range.to);

/** Reads an ISO text in UTC into an Instant; throws InvalidInput `instant-invalid`. */
export const instant = (text: string): Instant => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidInput('instant-invalid', {});
  return instantOfMs(ms);
};
export const instantOfMs = (ms: number): Instant => {
  const text = new Date(ms).toISOString();
  if (!isInstantText(text)) throw new InvalidInput('instant-invalid', {});
  return text;
};
export const msOf = (at: Instant): number => Date.parse(at);

/** The civil date in Shanghai at a moment. */
export const localDateOf = (at: Instant): LocalDate =>
  localDate(new Date(msOf(at) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10));
/** The moment of a Shanghai wall-clock time on a date, e.g. ("2026-10-10", 17, 30). */
export const atShanghai = (date: LocalDate, hour: number, minute = 0): Instant =>
  instantOfMs(dayNumber(date) * DAY_MS + (hour * 60 + minute) * 60_000 - SHANGHAI_OFFSET_MS);
const twoDigits = (value: number): string => (value < 10 ? `0${String(value)}` : String(value));

/** {@link atShanghai} to the second, made of texts alone: a month file has a million. `eve` is the day before `date`. */
export const shanghaiSecond = (
  { date, eve }: { readonly date: LocalDate; readonly eve: LocalDate },
  hour: number,
  minute: number,
  second: number,
): Instant => {
  const day = hour < 8 ? `${eve}T${twoDigits(hour + 16)}` : `${date}T${twoDigits(hour - 8)}`;
  const text = `${day}:${twoDigits(minute)}:${twoDigits(second)}.000Z`;
  if (!isInstantText(text)) throw new InvalidInput('instant-invalid', {});
  return text;
};
/** Minutes since Shanghai midnight. */
export const minuteOfDay = (at: Instant): number =>
  Math.floor(((msOf(at) + SHANGHAI_OFFSET_MS) % DAY_MS) / 60_000);

/** The wall clock in Shanghai at a moment, `YYYY-MM-DD HH:mm:ss`, as Chinese systems write it. */
export const shanghaiTimeOf = (at: Instant): string =>
  new Date(msOf(at) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

/** Passed in wherever "now" is needed; no rule reads a clock. */
export type Clock = () => Instant;
