/** Which format is spoken with the bank: a dated setting of the stage, decided by the day that is closed. */
import { Defect } from '@erbao/kernel/errors';
import type { LocalDate } from '@erbao/kernel/dates';
import { localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import type { BankFormat } from './bank-format.ts';
import { delimitedFormat } from './delimited-format.ts';
import { isoFormat } from './iso-format.ts';

export const BANK_FORMAT_IDS = ['daifa-gb18030', 'daifa-gbk', 'pain-001-001-09'] as const;
export type BankFormatId = (typeof BANK_FORMAT_IDS)[number];

const FORMATS: Readonly<Record<BankFormatId, BankFormat>> = {
  'daifa-gb18030': delimitedFormat('gb18030'),
  'daifa-gbk': delimitedFormat('gbk'),
  'pain-001-001-09': isoFormat,
};

export const bankFormat = (formatId: BankFormatId): BankFormat => FORMATS[formatId];

const datedFormatSchema = z.object({ from: localDateSchema, format: z.enum(BANK_FORMAT_IDS) });
export type DatedBankFormat = z.infer<typeof datedFormatSchema>;

/** The setting as an environment variable carries it: `2018-01-01=daifa-gb18030,2027-01-01=pain-001-001-09`. */
export const bankFormatsSchema = z.string().transform((text, context): readonly DatedBankFormat[] => {
  const entries = text.split(',').map((entry) => {
    const [from, format] = entry.trim().split('=');
    return { from, format };
  });
  const read = z.array(datedFormatSchema).min(1).safeParse(entries);
  if (read.success) return read.data.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  context.addIssue({ code: 'custom', message: 'bank-formats-unreadable' });
  return z.NEVER;
});

/** Throws a Defect when no entry covers the day. */
export const bankFormatOn = (formats: readonly DatedBankFormat[], on: LocalDate): BankFormatId => {
  const found = formats.findLast(({ from }) => from <= on);
  if (found === undefined) throw new Defect('bank-format-missing', { on });
  return found.format;
};
