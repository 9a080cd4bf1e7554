/**
 * The same row as an object of national names and texts, for interfaces that speak JSON. Parsing it runs the very reader
 * that files go through, so the two doors cannot drift apart.
 */
import * as z from 'zod';
import { readSettlementRow } from './read-settlement-row.ts';
import { COLUMN_NAMES } from './settlement-columns.ts';

/** Longer than any cell that can be right; keeps hostile input short. */
const LONGEST_CELL = 200;

export const settlementCellsSchema = z
  .partialRecord(z.enum(COLUMN_NAMES), z.string().max(LONGEST_CELL))
  .meta({ description: '一条结算记录：国家医保接口字段名 → 文本' });

/** National names and texts in, {@link import('./settlement-row.ts').SettlementRow} out; `params.code` of an issue is stable. */
export const settlementRowSchema = settlementCellsSchema.transform((cells, context) => {
  const read = readSettlementRow(cells);
  if (read.ok) return read.row;
  for (const { column, code, messageZh } of read.problems)
    context.issues.push({
      code: 'custom',
      input: undefined,
      path: [column],
      message: messageZh,
      params: { code },
    });
  return z.NEVER;
});
