/**
 * The batch file 批量代发 of a Chinese bank (field-standards §6.2): `|`-delimited, a header with count, total in fen and the
 * account it is paid from, a line a payment. Its answer: a header `ERBAO-DF-R-1|batch|count` and `serial|payment|fen|flag|reason` a line.
 */
import { InvalidInput } from '@erbao/kernel/errors';
import { type Fen, fen, sumFen } from '@erbao/kernel/money';
import * as z from 'zod';
import { type Charset, encodeFor } from './bank-charset.ts';
import type { BankFormat, BankOrder } from './bank-format.ts';
import {
  type BankResult,
  type BankResultLine,
  type LineOutcome,
  PAYMENT_ID,
  reasonCode,
} from './bank-result.ts';

const FORMAT = 'ERBAO-DF-1';
const RESULT_FORMAT = 'ERBAO-DF-R-1';
const SEPARATOR = '|';
const MOST_LINES = 1_000;
const PURPOSE = '医疗救助二次报销';

/** A separator inside a field would move every field behind it. */
const field = (text: string): string => {
  if (/[|\r\n]/.test(text)) throw new InvalidInput('bank-field-with-separator');
  return text;
};

const totalOf = (lines: readonly { readonly amountFen: Fen }[]): Fen =>
  sumFen(lines.map((line) => line.amountFen));

/** Serial numbers start at 1 in each file; lines are in the order given. */
const fileText = (order: BankOrder, charset: Charset): string => {
  const { batchId, part, parts, closingOn, lines, payer } = order;
  const day = closingOn.replaceAll('-', '');
  const header = [
    FORMAT,
    batchId,
    day,
    lines.length,
    totalOf(lines),
    part,
    parts,
    charset.toUpperCase(),
    payer.accountNumber,
    field(payer.name),
  ];
  const rows = lines.map((line, place) =>
    [
      place + 1,
      line.paymentId,
      field(line.accountNumber),
      field(line.holder),
      field(line.bankName),
      line.cnaps,
      line.amountFen,
      PURPOSE,
    ].join(SEPARATOR),
  );
  return [header.join(SEPARATOR), ...rows, ''].join('\r\n');
};

const OUTCOMES = { S: 'paid', F: 'failed', R: 'returned', P: 'pending' } as const satisfies Readonly<
  Record<string, LineOutcome>
>;

const rowSchema = z.tuple([
  z.string().regex(/^\d{1,6}$/),
  z.string().regex(PAYMENT_ID),
  z.string().regex(/^\d{1,15}$/),
  z.enum(['S', 'F', 'R', 'P']),
  z.string().max(200),
]);

/** Reads the whole file or says what is wrong with it, by line. */
export const readDelimitedResult = (text: string): BankResult => {
  const [header = '', ...rows] = text.split(/\r?\n/).filter((row) => row !== '');
  const [format, batchId = '', count = ''] = header.split(SEPARATOR);
  if (format !== RESULT_FORMAT || !/^batch-[0-9a-f]{26}$/.test(batchId))
    return { ok: false, problem: 'header-unreadable' };
  const lines: BankResultLine[] = [];
  for (const [place, row] of rows.entries()) {
    const read = rowSchema.safeParse(row.split(SEPARATOR));
    if (!read.success) return { ok: false, problem: `line-${place + 2}-unreadable` };
    const [, paymentId, amount, flag, reason] = read.data;
    lines.push({
      paymentId,
      amountFen: fen(Number(amount)),
      outcome: OUTCOMES[flag],
      reason: reasonCode(reason),
    });
  }
  if (String(lines.length) !== count) return { ok: false, problem: 'count-differs' };
  if (new Set(lines.map((line) => line.paymentId)).size !== lines.length)
    return { ok: false, problem: 'payment-twice' };
  return { ok: true, batchId, lines, questions: [] };
};

export const delimitedFormat = (charset: 'gb18030' | 'gbk'): BankFormat => ({
  extension: 'txt',
  contentType: 'text/plain',
  mostLines: MOST_LINES,
  charset,
  write: (order) => encodeFor(fileText(order, charset), charset),
  // GB18030 reads every GBK text
  readResult: (file) => readDelimitedResult(new TextDecoder('gb18030').decode(file)),
});
