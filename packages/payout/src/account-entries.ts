/** Account statements and what of them people have to look at. Names of payers and payees stay in the bank's file. */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { accountEntryTable, accountStatementTable } from './account-entry-table.ts';

const accountStatementSchema = z.object({
  accountStatementId: z.string(),
  /** `refused`: not ours, or its sums do not hold; nothing of it was booked. */
  state: z.enum(['uploading', 'taken', 'unreadable', 'refused']),
  uploadedBy: z.string(),
  uploadedAt: instantSchema,
  takenAt: instantSchema.optional(),
  problem: z.string().optional(),
  /** Bookings in the file; of these, how many are explained by payments, and how many wait for a person. */
  entries: z.int().optional(),
  explained: z.int().optional(),
  open: z.int().optional(),
});
export type AccountStatement = z.infer<typeof accountStatementSchema>;

export const openEntrySchema = z.object({
  entryId: z.string(),
  accountStatementId: z.string(),
  place: z.string(),
  state: z.enum(['open', 'explained']),
  question: z.string(),
  takenAt: instantSchema,
  direction: z.enum(['DBIT', 'CRDT']).optional(),
  amountFen: fenSchema.optional(),
  bookedOn: localDateSchema.optional(),
  bankReference: z.string().optional(),
  explanation: z.string().optional(),
  explainedBy: z.string().optional(),
  explainedAt: instantSchema.optional(),
});
export type OpenEntry = z.infer<typeof openEntrySchema>;

/** By its content: the same file uploaded twice is one. */
export const accountStatementIdOf = (sha256: string): string => contentId('account', sha256);
export const accountStatementKey = (accountStatementId: string): string =>
  `results/account/${accountStatementId}`;
export const accountStatementIdOfKey = (key: string): string | undefined =>
  /^results\/account\/(account-[0-9a-f]{26})$/.exec(key)?.[1];

/**
 * By the bank's own number, so that a booking which stands in two statements is asked about once; a bank that gives none
 * is asked per file and place.
 */
export const entryIdOf = (
  accountStatementId: string,
  { place, bankReference, direction }: Pick<OpenEntry, 'place' | 'bankReference' | 'direction'>,
): string =>
  bankReference === undefined
    ? contentId('entry', accountStatementId, place)
    : contentId('entry', bankReference, direction ?? '', place.split('.')[1] ?? '');

export const insertAccountStatement = (statement: AccountStatement): Write => ({
  do: 'insert',
  table: accountStatementTable,
  item: statement,
});
export const changeAccountStatement = (
  statement: AccountStatement,
  set: Partial<AccountStatement>,
): Write => ({
  do: 'change',
  table: accountStatementTable,
  key: { accountStatementId: statement.accountStatementId },
  set,
  expect: { state: statement.state },
});

/** Throws NotFound `account-statement-unknown`. */
export const accountStatementById = async (
  tables: Tables,
  accountStatementId: string,
): Promise<AccountStatement> => {
  const item = await tables.get(accountStatementTable, { accountStatementId });
  if (item === undefined) throw new NotFound('account-statement-unknown', { accountStatementId });
  return accountStatementSchema.parse(item);
};

export const insertOpenEntry = (entry: OpenEntry): Write => ({
  do: 'insert',
  table: accountEntryTable,
  item: entry,
});
export const changeOpenEntry = ({ entryId, state }: OpenEntry, set: Partial<OpenEntry>): Write => ({
  do: 'change',
  table: accountEntryTable,
  key: { entryId },
  set,
  expect: { state },
});

/** Throws NotFound `account-entry-unknown`. */
export const openEntryById = async (tables: Tables, entryId: string): Promise<OpenEntry> => {
  const item = await tables.get(accountEntryTable, { entryId });
  if (item === undefined) throw new NotFound('account-entry-unknown', { entryId });
  return openEntrySchema.parse(item);
};

export const entriesInState = async (
  tables: Tables,
  state: OpenEntry['state'],
): Promise<readonly OpenEntry[]> => {
  const entries: OpenEntry[] = [];
  for await (const item of queryAll(tables, {
    table: accountEntryTable,
    index: 'by-state',
    partition: state,
  }))
    entries.push(openEntrySchema.parse(item));
  return entries;
};
