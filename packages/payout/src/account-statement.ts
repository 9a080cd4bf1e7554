/**
 * camt.053, the account's statement: a booked debit with our end-to-end id is a payment made, a booked credit with it a
 * return 退汇, perhaps days later. Entries that are not ours are none of our business.
 */
import { readLocalDate } from '@erbao/kernel/dates';
import { readFen } from '@erbao/kernel/money';
import * as z from 'zod';
import {
  type BankResult,
  type BankResultLine,
  type LineOutcome,
  PAYMENT_ID,
  reasonCode,
} from './bank-result.ts';

const amountSchema = z.union([z.string(), z.object({ '#': z.string() }).transform((amount) => amount['#'])]);
const directionSchema = z.enum(['DBIT', 'CRDT']);

const detailSchema = z.object({
  Refs: z.object({ EndToEndId: z.string().optional() }).optional(),
  Amt: amountSchema.optional(),
  CdtDbtInd: directionSchema.optional(),
  RtrInf: z
    .object({ Rsn: z.object({ Cd: z.string().optional(), Prtry: z.string().optional() }).optional() })
    .optional(),
});

const entrySchema = z.object({
  Amt: amountSchema,
  CdtDbtInd: directionSchema,
  // a code of its own since version 08, a bare text before
  Sts: z.union([z.string(), z.object({ Cd: z.string() }).transform((status) => status.Cd)]),
  BookgDt: z.object({ Dt: z.string().optional(), DtTm: z.string().optional() }).optional(),
  NtryDtls: z
    .array(
      z.object({
        Btch: z.object({ PmtInfId: z.string().optional() }).optional(),
        TxDtls: z.array(detailSchema).optional(),
      }),
    )
    .optional(),
});
type Entry = z.infer<typeof entrySchema>;
type Detail = z.infer<typeof detailSchema>;

export const statementSchema = z.object({
  Document: z.object({
    BkToCstmrStmt: z.object({ Stmt: z.array(z.object({ Ntry: z.array(z.unknown()).optional() })) }),
  }),
});

const outcomeOf = (entry: Entry, detail: Detail): LineOutcome => {
  if (entry.Sts !== 'BOOK') return 'pending';
  return (detail.CdtDbtInd ?? entry.CdtDbtInd) === 'DBIT' ? 'paid' : 'returned';
};

const lineOf = (entry: Entry, detail: Detail, paymentId: string): BankResultLine | undefined => {
  const sum = readFen(detail.Amt ?? entry.Amt);
  if (!sum.ok) return undefined;
  const bookedOn = readLocalDate((entry.BookgDt?.Dt ?? entry.BookgDt?.DtTm ?? '').slice(0, 10));
  const reason = detail.RtrInf?.Rsn;
  return {
    paymentId,
    outcome: outcomeOf(entry, detail),
    amountFen: sum.fen,
    reason: reasonCode(reason?.Cd ?? reason?.Prtry ?? ''),
    ...(bookedOn === undefined ? {} : { bookedOn }),
  };
};

type Read = { readonly lines: readonly BankResultLine[]; readonly questions: readonly string[] };

const readEntry = (raw: unknown, place: number): Read => {
  const entry = entrySchema.safeParse(raw);
  if (!entry.success) return { lines: [], questions: [`entry-${place + 1}-unreadable`] };
  const groups = entry.data.NtryDtls ?? [];
  const lines: BankResultLine[] = [];
  const questions: string[] = [];
  for (const detail of groups.flatMap((group) => group.TxDtls ?? [])) {
    const paymentId = detail.Refs?.EndToEndId ?? '';
    if (!PAYMENT_ID.test(paymentId)) continue;
    const line = lineOf(entry.data, detail, paymentId);
    if (line === undefined) questions.push(`amount-unreadable:${paymentId}`);
    else lines.push(line);
  }
  // one sum for a whole file of ours says nothing of its lines: a person asks the bank for them
  for (const { Btch, TxDtls } of groups)
    if (TxDtls === undefined && /^batch-[0-9a-f]{26}-\d{2}$/.test(Btch?.PmtInfId ?? ''))
      questions.push(`booked-without-lines:${Btch?.PmtInfId ?? ''}`);
  return { lines, questions };
};

/** Bookings before returns, wherever they stand in the statement: a return undoes a booking. */
const ORDER: Readonly<Record<LineOutcome, number>> = { pending: 0, failed: 1, paid: 2, returned: 3 };

export const readStatement = (tree: z.infer<typeof statementSchema>): BankResult => {
  const entries = tree.Document.BkToCstmrStmt.Stmt.flatMap((statement) => statement.Ntry ?? []);
  const read = entries.map(readEntry);
  const lines = read.flatMap((one) => one.lines);
  return {
    ok: true,
    lines: lines.toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]),
    questions: read.flatMap((one) => one.questions),
  };
};
