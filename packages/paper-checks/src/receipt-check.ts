/**
 * 票据查验 (field-standards §2.2): whether a receipt is in force, as a person found it on 全国财政电子票据查验平台, which has
 * no interface for machines. A receipt may be cancelled (红冲) after it was handed in, so it is asked again before payment.
 */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Instant, msOf } from '@erbao/kernel/dates';
import { instantSchema } from '@erbao/kernel/schemas';
import { RECEIPT_RESULTS, type ReceiptResult } from '@erbao/api-contracts/receipt-results';
import * as z from 'zod';
import { receiptCheckTable } from './receipt-check-table.ts';

const receiptCheckSchema = z.object({
  claimId: z.string(),
  checkedAt: instantSchema,
  code: z.string(),
  number: z.string(),
  result: z.enum(RECEIPT_RESULTS),
  by: z.string(),
  /** The platform's number of the query, or the paper that holds its screenshot. */
  reference: z.string(),
});
export type ReceiptCheck = z.infer<typeof receiptCheckSchema>;

export const keepReceiptCheck = (check: ReceiptCheck): Write => ({
  do: 'insert',
  table: receiptCheckTable,
  item: check,
});

export const lastReceiptCheck = async (
  tables: Tables,
  claimId: string,
): Promise<ReceiptCheck | undefined> => {
  const query = { table: receiptCheckTable, partition: claimId, descending: true, limit: 1 };
  const [item] = (await tables.query(query)).items;
  return item === undefined ? undefined : receiptCheckSchema.parse(item);
};

/** The word of risk that a result leaves on the claim; undefined where the receipt is in force. */
export const receiptSignal = (result: ReceiptResult): string | undefined =>
  result === 'valid' ? undefined : `receipt-${result}`;

export const isReceiptSignal = (word: string): boolean =>
  RECEIPT_RESULTS.some((result) => receiptSignal(result) === word);

const DAY_MS = 86_400_000;
/** How long a check stands before money goes out: to be confirmed by the office. */
export const CHECK_STANDS_DAYS = 7;

export const isFresh = ({ checkedAt }: ReceiptCheck, at: Instant): boolean =>
  msOf(at) - msOf(checkedAt) <= CHECK_STANDS_DAYS * DAY_MS;
