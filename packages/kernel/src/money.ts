/**
 * Money is an integer number of fen (分, 1/100 yuan) held in a double below 2^53, never a float of yuan.
 * Ratios are exact fractions; the only rounding is {@link shareOf}, half up to the fen.
 */
import { Defect } from './errors.ts';

declare const fenMark: unique symbol;
/** Integer fen, may be negative (a reversal). */
export type Fen = number & { readonly [fenMark]: true };

/** An exact fraction num/den with den > 0, e.g. 25% is {num: 25, den: 100}. */
export type Ratio = { readonly num: number; readonly den: number };

const isFen = (value: number): value is Fen => Number.isSafeInteger(value);

/** Marks an integer as fen. Throws a Defect when it is not an exactly representable integer. */
export const fen = (value: number): Fen => {
  if (!isFen(value)) throw new Defect('fen-not-integer', {});
  // `+ 0` turns -0 into 0, so that equal sums are equal texts
  const plain = value + 0;
  return isFen(plain) ? plain : value;
};

export const ZERO_FEN: Fen = fen(0);

export const addFen = (a: Fen, b: Fen): Fen => fen(a + b);
export const subtractFen = (a: Fen, b: Fen): Fen => fen(a - b);
export const negateFen = (a: Fen): Fen => fen(0 - a);
export const minFen = (a: Fen, b: Fen): Fen => (a < b ? a : b);
export const maxFen = (a: Fen, b: Fen): Fen => (a > b ? a : b);
export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let total = ZERO_FEN;
  for (const amount of amounts) total = addFen(total, amount);
  return total;
};

/**
 * amount × ratio rounded half up to the fen (towards +∞ at exactly half). Exact for every safe integer: the product
 * leaves the doubles for BigInt when it would exceed 2^53.
 */
export const shareOf = (amount: Fen, ratio: Ratio): Fen => {
  const doubled = amount * ratio.num * 2 + ratio.den;
  if (Number.isSafeInteger(doubled)) return fen(Math.floor(doubled / (ratio.den * 2)));
  const num = BigInt(amount) * BigInt(ratio.num) * 2n + BigInt(ratio.den);
  const den = BigInt(ratio.den) * 2n;
  const floored = num >= 0n || num % den === 0n ? num / den : num / den - 1n;
  return fen(Number(floored));
};

export type UnreadableFen = 'empty' | 'too-long' | 'not-an-amount' | 'too-many-decimals';
export type ReadFen =
  | { readonly ok: true; readonly fen: Fen }
  | { readonly ok: false; readonly reason: UnreadableFen };

/** num(16,2) of the national settlement record: 14 digits, a point, 2 decimals, and a sign. */
const LONGEST_AMOUNT = 18;
const MOST_YUAN_DIGITS = 14;
const TOO_FINE = /^-?\d{1,14}\.\d{3,}$/;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** The first place from `start` on that is no ASCII digit. */
const afterDigits = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) < ZERO + 10) at += 1;
  return at;
};

/** The fen of a plain amount, without its sign; NaN when it is not one. A month file has twenty million of them. */
const magnitudeOf = (text: string, start: number): number => {
  const point = afterDigits(text, start);
  if (point === start || point - start > MOST_YUAN_DIGITS) return Number.NaN;
  const yuan = Number(text.slice(start, point));
  if (point === text.length) return yuan * 100;
  const decimals = text.length - point - 1;
  const isPlain = text.charCodeAt(point) === POINT && afterDigits(text, point + 1) === text.length;
  if (!isPlain || decimals < 1 || decimals > 2) return Number.NaN;
  const tenths = text.charCodeAt(point + 1) - ZERO;
  const hundredths = decimals === 2 ? text.charCodeAt(point + 2) - ZERO : 0;
  return yuan * 100 + tenths * 10 + hundredths;
};

/**
 * Reads an amount of yuan, as printed in files, into fen. One text has one meaning or is rejected: an optional minus,
 * 1–14 ASCII digits, optionally a point and one or two decimals. Thousands separators, full-width digits, exponents,
 * blanks and currency signs are rejected, because guessing them would move a decimal point. Linear time.
 */
export const readFen = (text: string): ReadFen => {
  if (text === '') return { ok: false, reason: 'empty' };
  if (text.length > LONGEST_AMOUNT) return { ok: false, reason: 'too-long' };
  const isNegative = text.charCodeAt(0) === MINUS;
  const magnitude = magnitudeOf(text, isNegative ? 1 : 0);
  if (Number.isNaN(magnitude))
    return { ok: false, reason: TOO_FINE.test(text) ? 'too-many-decimals' : 'not-an-amount' };
  // 14 digits and 2 decimals can pass 2^53 (9.007 × 10^15 fen)
  if (!Number.isSafeInteger(magnitude)) return { ok: false, reason: 'too-long' };
  return { ok: true, fen: fen(isNegative ? 0 - magnitude : magnitude) };
};

/** Prints fen as yuan with two decimals, e.g. 123456 → "1234.56"; the inverse of {@link readFen}. */
export const printYuan = (amount: Fen): string => {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const PLAIN_RATIO = /^(\d{1,3})(?:\.(\d{1,6}))?$/;

/** Reads "0.60" or "80%"-style text without the sign ("0.8") into an exact fraction; undefined when it is not one. */
export const readRatio = (text: string): Ratio | undefined => {
  const match = PLAIN_RATIO.exec(text);
  if (match === null) return undefined;
  const [, whole = '0', decimals = ''] = match;
  return { num: Number(whole + decimals), den: 10 ** decimals.length };
};
