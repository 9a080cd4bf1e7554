/**
 * A batch of payments for the bank: assembled by one person, approved by another, sent as one file, settled when every
 * line has its result.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { BANK_FORMAT_IDS } from './bank-formats.ts';
import { CLAIMANTS, payerAccountSchema } from './payer-accounts.ts';
import { paymentBatchTable } from './payment-table.ts';

export const BATCH_STATES = ['assembling', 'assembled', 'approved', 'sent', 'settled', 'questioned'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const paymentBatchSchema = z.object({
  batchId: z.string(),
  closingOn: localDateSchema,
  /** Set for a batch that pays hospitals' statements: who owes them. Claimants and hospitals are never in one batch. */
  payerId: z.string().optional(),
  /** The payer's account, fixed when the batch is opened: what the second person releases is what the bank is told. */
  paidFrom: payerAccountSchema,
  state: z.enum(BATCH_STATES),
  count: z.int(),
  totalFen: fenSchema,
  assembledBy: z.string(),
  assembledAt: instantSchema,
  approvedBy: z.string().optional(),
  approvedAt: instantSchema.optional(),
  /** Fixed when the batch is opened: a change of the bank's format does not turn an answer unreadable. */
  formatId: z.enum(BANK_FORMAT_IDS),
  fileKeys: z.array(z.string()).optional(),
  /** Payments whose account must be looked at first: not in the batch, and not lost. */
  held: z.array(z.string()).optional(),
  /** Lines of the bank's result that do not fit; a person must look. */
  questions: z.array(z.string()).optional(),
  resultFileKey: z.string().optional(),
});
export type PaymentBatch = z.infer<typeof paymentBatchSchema>;

/** `run` numbers the runs of a day; the same run asked for twice is one batch. */
export const batchIdOf = (closingOn: string, run: string, payees = CLAIMANTS): string =>
  contentId('batch', closingOn, ...(payees === CLAIMANTS ? [] : [payees]), run);

export const batchWaits = (batchId: string) => ({
  approval: `${batchId}/approval`,
  result: `${batchId}/result`,
});

export const insertBatch = (batch: PaymentBatch): Write => ({
  do: 'insert',
  table: paymentBatchTable,
  item: batch,
});

export const changeBatch = (batch: PaymentBatch, set: Item): Write => ({
  do: 'change',
  table: paymentBatchTable,
  key: { batchId: batch.batchId },
  set,
  expect: { state: batch.state, count: batch.count },
});

export const findBatch = async (tables: Tables, batchId: string): Promise<PaymentBatch | undefined> => {
  const item = await tables.get(paymentBatchTable, { batchId });
  return item === undefined ? undefined : paymentBatchSchema.parse(item);
};

/** Throws NotFound `batch-unknown`. */
export const batchById = async (tables: Tables, batchId: string): Promise<PaymentBatch> => {
  const batch = await findBatch(tables, batchId);
  if (batch === undefined) throw new NotFound('batch-unknown', { batchId });
  return batch;
};
