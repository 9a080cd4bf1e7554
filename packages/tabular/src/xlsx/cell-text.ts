/** A cell's stored value → the text that a person sees in it, without a spreadsheet's display format. */
import { addDays, localDate } from '@erbao/kernel/dates';

/** How numbers under a style are meant. */
export type NumberStyle = 'number' | 'date' | 'date-time';

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;
/** `_x000D_` stands for a character that XML cannot hold. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(ESCAPE, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;
/** A spreadsheet keeps and shows 15 digits; what stands behind them is the noise of binary fractions. */
const DIGITS = 15;
const LOSES_DIGITS = 1e15;

/** Undefined when the number has more digits than a spreadsheet keeps. */
export const numberText = (stored: string): string | undefined => {
  if (stored.length <= DIGITS && PLAIN_NUMBER.test(stored)) return stored;
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  return Math.abs(value) >= LOSES_DIGITS ? undefined : String(Number(value.toPrecision(DIGITS)));
};

const SECONDS_OF_DAY = 86_400;
const EPOCH_1900 = localDate('1899-12-30');
const EPOCH_1904 = localDate('1904-01-01');
/** Before it, the calendar of 1900 has a day that did not exist. */
const FIRST_SURE_DAY = 61;
/** 9999-12-31 */
const LAST_DAY = 2_958_465;

const two = (value: number): string => String(value).padStart(2, '0');

/** A serial number as `2018-05-01` or `2018-05-01 09:30:00`; undefined when it is no day. */
export const serialText = (stored: string, withTime: boolean, from1904: boolean): string | undefined => {
  const serial = Number(stored);
  if (!(serial >= (from1904 ? 0 : FIRST_SURE_DAY) && serial < LAST_DAY)) return undefined;
  // time is kept to the second: the fraction of a day cannot say it exactly
  const seconds = Math.round(serial * SECONDS_OF_DAY);
  const rest = seconds % SECONDS_OF_DAY;
  const day = addDays(from1904 ? EPOCH_1904 : EPOCH_1900, (seconds - rest) / SECONDS_OF_DAY);
  if (rest === 0 && !withTime) return day;
  const minutes = Math.floor(rest / 60);
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(rest % 60)}`;
};

/** `2018-05-01T09:30:00.000Z` of a cell of type `d`. */
export const isoText = (stored: string): string => stored.replace('T', ' ').replace(/(?:\.\d+)?Z?$/, '');
