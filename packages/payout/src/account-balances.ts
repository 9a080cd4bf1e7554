/**
 * What a statement says of itself: whose account, and opening balance + booked entries = closing balance. Where that does not
 * hold an entry is missing, doubled or misread, and none of the others can be relied on.
 */
import { addFen, type Fen, negateFen, readFen, ZERO_FEN } from '@erbao/kernel/money';
import * as z from 'zod';
import type { StatedAccount } from './bank-result.ts';

const amountSchema = z.union([
  z.string().transform((text) => ({ text, currency: undefined })),
  z
    .object({ '#': z.string(), '@Ccy': z.string().optional() })
    .transform((amount) => ({ text: amount['#'], currency: amount['@Ccy'] })),
]);
const signedSchema = z.object({ Amt: amountSchema, CdtDbtInd: z.enum(['DBIT', 'CRDT']) });
type Signed = z.infer<typeof signedSchema>;

const balanceSchema = signedSchema.extend({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: z.string().optional() }) }),
});
type Balance = z.infer<typeof balanceSchema>;

const bookedSchema = signedSchema.extend({
  Sts: z.union([z.string(), z.object({ Cd: z.string() }).transform((status) => status.Cd)]),
  NtryDtls: z
    .array(z.object({ TxDtls: z.array(z.object({ Amt: amountSchema.optional() })).optional() }))
    .optional(),
});
type Booked = z.infer<typeof bookedSchema>;

/** As far as it is needed to prove it; each part is read by itself, so that one bad part does not hide the others. */
export const accountSchema = z.object({
  Acct: z
    .object({
      Id: z.object({ IBAN: z.string().optional(), Othr: z.object({ Id: z.string() }).optional() }),
    })
    .optional(),
  Bal: z.array(z.unknown()).optional(),
  Ntry: z.array(z.unknown()).optional(),
});

const fenOf = ({ Amt, CdtDbtInd }: Signed): Fen | undefined => {
  const read = readFen(Amt.text);
  if (!read.ok || (Amt.currency ?? 'CNY') !== 'CNY') return undefined;
  return CdtDbtInd === 'CRDT' ? read.fen : negateFen(read.fen);
};

const sumOf = (amounts: readonly (Fen | undefined)[]): Fen | undefined =>
  amounts.reduce<Fen | undefined>(
    (sum, one) => (sum === undefined || one === undefined ? undefined : addFen(sum, one)),
    ZERO_FEN,
  );

/** A page of a long statement opens or closes with an interim balance ITBD. */
const balancesOf = (balances: readonly Balance[]) => {
  const coded = (...codes: readonly string[]) =>
    codes
      .map((code) => balances.filter(({ Tp }) => Tp.CdOrPrtry.Cd === code))
      .find((found) => found.length > 0);
  const opening = coded('OPBD', 'PRCD', 'ITBD')?.[0];
  const closing = coded('CLBD', 'ITBD')?.at(-1);
  return opening === undefined || closing === undefined || opening === closing
    ? undefined
    : { opening, closing };
};

/** Of an entry that lists its lines with their sums: the lines are the entry. */
const linesDiffer = (entry: Booked): boolean => {
  const sums = (entry.NtryDtls ?? [])
    .flatMap(({ TxDtls = [] }) => TxDtls)
    .map(({ Amt }) => (Amt === undefined ? undefined : fenOf({ ...entry, Amt })));
  const sum = sumOf(sums);
  return sums.length > 1 && sum !== undefined && sum !== fenOf(entry);
};

const problemOf = ({ Bal = [], Ntry = [] }: z.infer<typeof accountSchema>): string | undefined => {
  const balances = balancesOf(Bal.flatMap((raw) => balanceSchema.safeParse(raw).data ?? []));
  if (balances === undefined) return 'balance-missing';
  const entries = Ntry.map((raw) => bookedSchema.safeParse(raw).data);
  if (entries.includes(undefined)) return 'entry-unreadable';
  const booked = entries.flatMap((entry) => (entry?.Sts === 'BOOK' ? [entry] : []));
  const after = sumOf([fenOf(balances.opening), ...booked.map(fenOf)]);
  const closing = fenOf(balances.closing);
  if (after === undefined || closing === undefined) return 'amount-unreadable';
  if (after !== closing) return 'balance-differs';
  return booked.some(linesDiffer) ? 'lines-differ' : undefined;
};

/** `problem` is absent where the sums hold. */
export const statedAccount = (statement: z.infer<typeof accountSchema>): StatedAccount => {
  const { IBAN, Othr } = statement.Acct?.Id ?? {};
  const accountNumber = Othr?.Id ?? IBAN;
  const problem = problemOf(statement);
  return {
    ...(accountNumber === undefined ? {} : { accountNumber }),
    ...(problem === undefined ? {} : { problem }),
  };
};

/** Why a file is refused as a whole: an account that none of ours is, or sums that do not hold. */
export const statementProblem = (
  accounts: readonly StatedAccount[],
  ours: ReadonlySet<string>,
): string | undefined => {
  if (accounts.length === 0) return 'statement-empty';
  for (const { accountNumber, problem } of accounts) {
    if (accountNumber === undefined || !ours.has(accountNumber)) return 'account-not-ours';
    if (problem !== undefined) return problem;
  }
  return undefined;
};
