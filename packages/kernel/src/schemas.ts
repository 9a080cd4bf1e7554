/** zod schemas of the kernel's values, for items of tables, messages and requests. */
import * as z from 'zod';
import { type Instant, instant, type LocalDate, readLocalDate } from './dates.ts';
import { type Fen, fen, readFen } from './money.ts';

/** Integer fen as stored and sent between our own parts. */
export const fenSchema = z.int().transform((value): Fen => fen(value));

/** Yuan as text with at most two decimals, as people and other systems write it; gives fen. */
export const yuanSchema = z.string().transform((text, context): Fen => {
  const read = readFen(text);
  if (read.ok) return read.fen;
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});

/** `YYYY-MM-DD`, a real day. */
export const localDateSchema = z.string().transform((text, context): LocalDate => {
  const date = readLocalDate(text);
  if (date !== undefined) return date;
  context.addIssue({ code: 'custom', message: 'date-invalid' });
  return z.NEVER;
});

/** An ISO moment with a zone; gives UTC with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: true }).transform((text): Instant => instant(text));

/** Ids made by us or by a channel: no blanks, no separators of keys, at most 64 characters. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
