/**
 * Whose account pays: a payer's own, as the scheme names it (安顺 六(一)3: each department pays its part), and the
 * district's for claimants. A payer without an account is a refusal, never another's account.
 */
import { Conflict } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import * as z from 'zod';

/** Who is paid by a batch that pays no hospitals. */
export const CLAIMANTS = 'claimants';

/** A payer is a department or fund as the scheme names it; the id stands in names of batches and watches. */
export const payerIdOf = (payerName: string): string => contentId('payer', payerName).slice(0, 14);

export const payerAccountSchema = z.object({
  name: z.string().min(1),
  accountNumber: z.string().regex(/^\d{8,32}$/),
  cnaps: z.string().regex(/^\d{12}$/),
});
export type PayerAccount = z.infer<typeof payerAccountSchema>;

/** By payees of a run: `claimants`, or a payer's id. */
export type PayerAccounts = ReadonlyMap<string, PayerAccount>;

const namedSchema = z.record(z.string(), payerAccountSchema);

export const payerAccountsOf = (named: z.input<typeof namedSchema>): PayerAccounts =>
  new Map(
    Object.entries(namedSchema.parse(named)).map(([name, account]) => [
      name === CLAIMANTS ? CLAIMANTS : payerIdOf(name),
      account,
    ]),
  );

/** The setting as an environment variable carries it: JSON of `claimants` and payers' names as the scheme spells them. */
export const payerAccountsSchema = z.string().transform((text, context): PayerAccounts => {
  try {
    return payerAccountsOf(namedSchema.parse(JSON.parse(text)));
  } catch {
    context.addIssue({ code: 'custom', message: 'payer-accounts-unreadable' });
    return z.NEVER;
  }
});

/** The numbers of all accounts that payments leave from. */
export const accountNumbersOf = (accounts: PayerAccounts): ReadonlySet<string> =>
  new Set([...accounts.values()].map(({ accountNumber }) => accountNumber));

/** Throws Conflict `payer-account-missing`. */
export const payerAccount = (accounts: PayerAccounts, payees: string): PayerAccount => {
  const found = accounts.get(payees);
  if (found === undefined) throw new Conflict('payer-account-missing', { payees });
  return found;
};
