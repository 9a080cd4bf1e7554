/**
 * The bank's result file: a header `ERBAO-DF-R-1|batch|count` and a line a payment, `serial|payment|amount in fen|S or
 * F|reason`. Only S is booked; whatever does not fit our batch is a question for a person, never booked and never lost.
 */
import { type Fen, fen } from '@erbao/kernel/money';
import * as z from 'zod';
import type { Payment } from './payment.ts';

const RESULT_FORMAT = 'ERBAO-DF-R-1';

export type BankResultLine = {
  readonly paymentId: string;
  readonly amountFen: Fen;
  readonly booked: boolean;
  readonly reason: string;
};
export type BankResult =
  | { readonly ok: true; readonly batchId: string; readonly lines: readonly BankResultLine[] }
  | { readonly ok: false; readonly problem: string };

const lineSchema = z.tuple([
  z.string().regex(/^\d{1,6}$/),
  z.string().regex(/^payment-[0-9a-f]{26}$/),
  z.string().regex(/^\d{1,15}$/),
  z.enum(['S', 'F']),
  z.string().max(200),
]);

/** Reads the whole file or says what is wrong with it, by line. */
export const readBankResult = (text: string): BankResult => {
  const [header = '', ...rows] = text.split(/\r?\n/).filter((row) => row !== '');
  const [format, batchId = '', count = ''] = header.split('|');
  if (format !== RESULT_FORMAT || !/^batch-[0-9a-f]{26}$/.test(batchId))
    return { ok: false, problem: 'header-unreadable' };
  const lines: BankResultLine[] = [];
  for (const [place, row] of rows.entries()) {
    const read = lineSchema.safeParse(row.split('|'));
    if (!read.success) return { ok: false, problem: `line-${place + 2}-unreadable` };
    const [, paymentId, amount, flag, reason] = read.data;
    lines.push({ paymentId, amountFen: fen(Number(amount)), booked: flag === 'S', reason });
  }
  if (String(lines.length) !== count) return { ok: false, problem: 'count-differs' };
  if (new Set(lines.map((line) => line.paymentId)).size !== lines.length)
    return { ok: false, problem: 'payment-twice' };
  return { ok: true, batchId, lines };
};

/** Lines that fit a payment of the batch, and a question for everything that does not. */
export const matchResult = (
  lines: readonly BankResultLine[],
  payments: readonly Payment[],
): {
  readonly matched: readonly { line: BankResultLine; payment: Payment }[];
  readonly questions: readonly string[];
} => {
  const byId = new Map(payments.map((payment) => [payment.paymentId, payment]));
  const matched: { line: BankResultLine; payment: Payment }[] = [];
  const questions: string[] = [];
  for (const line of lines) {
    const payment = byId.get(line.paymentId);
    if (payment === undefined) questions.push(`payment-not-in-batch:${line.paymentId}`);
    else if (payment.amountFen !== line.amountFen) questions.push(`amount-differs:${line.paymentId}`);
    else matched.push({ line, payment });
    byId.delete(line.paymentId);
  }
  for (const paymentId of byId.keys()) questions.push(`result-missing:${paymentId}`);
  return { matched, questions };
};
