/**
 * camt.053, the account's statement: a booked debit that names a payment of ours is a payment made, a booked credit with it a
 * return 退汇, perhaps days later. Every other booked entry is a stray: a person says what it is, none vanishes.
 */
import { readLocalDate } from '@erbao/kernel/dates';
import { readFen } from '@erbao/kernel/money';
import * as z from 'zod';
import { accountSchema, statedAccount } from './account-balances.ts';
import {
  type AccountEntry,
  type BankResult,
  type LineOutcome,
  PAYMENT_ID,
  reasonCode,
} from './bank-result.ts';

const amountSchema = z.union([z.string(), z.object({ '#': z.string() }).transform((amount) => amount['#'])]);
const directionSchema = z.enum(['DBIT', 'CRDT']);
const textSchema = z.union([z.string(), z.object({ '#': z.string() }).transform((text) => text['#'])]);

const detailSchema = z.object({
  Refs: z
    .object({
      EndToEndId: z.string().optional(),
      InstrId: z.string().optional(),
      AcctSvcrRef: z.string().optional(),
    })
    .optional(),
  Amt: amountSchema.optional(),
  CdtDbtInd: directionSchema.optional(),
  RmtInf: z.object({ Ustrd: z.array(textSchema).optional() }).optional(),
  RtrInf: z
    .object({ Rsn: z.object({ Cd: z.string().optional(), Prtry: z.string().optional() }).optional() })
    .optional(),
});

const entrySchema = z.object({
  Amt: amountSchema,
  CdtDbtInd: directionSchema,
  RvslInd: z.string().optional(),
  // a code of its own since version 08, a bare text before
  Sts: z.union([z.string(), z.object({ Cd: z.string() }).transform((status) => status.Cd)]),
  BookgDt: z.object({ Dt: z.string().optional(), DtTm: z.string().optional() }).optional(),
  AcctSvcrRef: z.string().optional(),
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
    BkToCstmrStmt: z.object({ Stmt: z.array(accountSchema) }),
  }),
});

/** Banks carry our id in one of three places, whatever we asked for. */
const paymentOf = ({ Refs, RmtInf }: Detail): string | undefined => {
  const named = [Refs?.EndToEndId, Refs?.InstrId].find((id) => id !== undefined && PAYMENT_ID.test(id));
  const text = (RmtInf?.Ustrd ?? []).join(' ');
  return named ?? /\bpayment-[0-9a-f]{26}\b/.exec(text)?.[0];
};

const outcomeOf = (entry: Entry, direction: 'DBIT' | 'CRDT'): LineOutcome => {
  if (entry.Sts !== 'BOOK') return 'pending';
  return direction === 'DBIT' ? 'paid' : 'returned';
};

/** A debit that takes a credit back is no payment of ours, whatever it names. */
const isCreditReversed = (entry: Entry, direction: 'DBIT' | 'CRDT'): boolean =>
  entry.RvslInd === 'true' && direction === 'DBIT';

const entryOf = (entry: Entry, detail: Detail, place: string): AccountEntry => {
  const direction = detail.CdtDbtInd ?? entry.CdtDbtInd;
  const sum = readFen(detail.Amt ?? entry.Amt);
  const bookedOn = readLocalDate((entry.BookgDt?.Dt ?? entry.BookgDt?.DtTm ?? '').slice(0, 10));
  const bankReference = detail.Refs?.AcctSvcrRef ?? entry.AcctSvcrRef;
  const known = {
    place,
    direction,
    ...(sum.ok ? { amountFen: sum.fen } : {}),
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(bankReference === undefined ? {} : { bankReference }),
  };
  const paymentId = paymentOf(detail);
  if (paymentId === undefined) return { ...known, stray: 'names-no-payment' };
  if (!sum.ok) return { ...known, stray: `amount-unreadable:${paymentId}` };
  if (isCreditReversed(entry, direction)) return { ...known, stray: `credit-reversed:${paymentId}` };
  const reason = detail.RtrInf?.Rsn;
  return {
    ...known,
    line: {
      paymentId,
      outcome: outcomeOf(entry, direction),
      amountFen: sum.fen,
      reason: reasonCode(reason?.Cd ?? reason?.Prtry ?? ''),
      ...(bookedOn === undefined ? {} : { bookedOn }),
    },
  };
};

const readEntry = (raw: unknown, nth: number): readonly AccountEntry[] => {
  const place = String(nth + 1);
  const read = entrySchema.safeParse(raw);
  if (!read.success) return [{ place, stray: `entry-${place}-unreadable` }];
  const groups = read.data.NtryDtls ?? [];
  const details = groups.flatMap(({ TxDtls = [] }) => TxDtls);
  if (details.length > 0)
    return details
      .map((detail, deep) => entryOf(read.data, detail, `${place}.${deep + 1}`))
      .filter(({ line }) => line !== undefined || read.data.Sts === 'BOOK');
  if (read.data.Sts !== 'BOOK') return [];
  // one sum for a whole file of ours says nothing of its lines: a person asks the bank for them
  const file = groups.find(({ Btch }) => /^batch-[0-9a-f]{26}-\d{2}$/.test(Btch?.PmtInfId ?? ''))?.Btch
    ?.PmtInfId;
  const entry = entryOf(read.data, {}, place);
  return [file === undefined ? entry : { ...entry, stray: `booked-without-lines:${file}` }];
};

/** Bookings before returns, wherever they stand in the statement: a return undoes a booking. */
const ORDER: Readonly<Record<LineOutcome, number>> = { pending: 0, failed: 1, paid: 2, returned: 3 };
const orderOf = ({ line }: AccountEntry): number => ORDER[line?.outcome ?? 'pending'];

export const readStatement = (tree: z.infer<typeof statementSchema>): BankResult => {
  const statements = tree.Document.BkToCstmrStmt.Stmt;
  const entries = statements
    .flatMap((statement) => statement.Ntry ?? [])
    .flatMap(readEntry)
    .toSorted((a, b) => orderOf(a) - orderOf(b));
  return {
    ok: true,
    entries,
    accounts: statements.map(statedAccount),
    lines: entries.flatMap(({ line }) => line ?? []),
    questions: entries.flatMap(({ stray }) =>
      stray === undefined || stray === 'names-no-payment' ? [] : stray,
    ),
  };
};
