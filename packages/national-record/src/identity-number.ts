/**
 * Resident identity numbers (GB 11643). Checked here and not by a library, because the library tried reads the machine's
 * clock and time zone; a test compares the two.
 */
import { type LocalDate, readLocalDate } from '@erbao/kernel/dates';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const SHAPE = /^[1-9]\d{16}[\dX]$/;

/** The 18th character for the first 17 digits. */
export const identityCheckCharacter = (first17: string): string => {
  let sum = 0;
  let place = 0;
  for (const weight of WEIGHTS) sum += weight * (first17.charCodeAt(place++) - 48);
  return CHECK_CHARACTERS.charAt(sum % 11);
};

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

// By arithmetic: every row has another birth date, and this runs a million times for a million rows.
const hasRealDay = (number: string): boolean => {
  const [year, month, day] = [
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  ];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
};

/** Trimmed and with a capital X; undefined unless it is 18 characters with a real birth date and the right check. */
export const readIdentityNumber = (text: string): string | undefined => {
  const number = text.trim().toUpperCase();
  if (!SHAPE.test(number) || identityCheckCharacter(number) !== number.charAt(17)) return undefined;
  return hasRealDay(number) ? number : undefined;
};

export const birthDateIn = (identityNumber: string): LocalDate | undefined =>
  readLocalDate(
    `${identityNumber.slice(6, 10)}-${identityNumber.slice(10, 12)}-${identityNumber.slice(12, 14)}`,
  );

export const sexIn = (identityNumber: string): 'male' | 'female' =>
  identityNumber.charCodeAt(16) % 2 === 1 ? 'male' : 'female';
