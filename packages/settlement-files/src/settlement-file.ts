/** A month file as stored, and its rows' results: what became of each, so that no row can vanish. */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { controlTotalsSchema } from './control-totals.ts';
import type { MonthFile } from './file-names.ts';
import { rowPart } from './row-part.ts';
import { type RowResult, rowResultSchema } from './row-result.ts';
import { settlementFileTable } from './settlement-file-table.ts';

export const FILE_STATES = ['ticketed', 'working', 'refused', 'closed'] as const;
export type FileState = (typeof FILE_STATES)[number];
export const FILE_STATE_NAMES_ZH: Readonly<Record<FileState, string>> = {
  ticketed: '待上传',
  working: '处理中',
  refused: '整份退回',
  closed: '处理完成',
};

export const settlementFileSchema = z.object({
  fileId: z.string(),
  part: z.literal('FILE'),
  hospitalId: z.string(),
  month: z.string(),
  /** `day`: settlements of a day on which the line was down; decided like the window's, and matched by the month's file. */
  kind: z.enum(['month', 'day']).optional(),
  fileName: z.string(),
  sha256: z.string(),
  state: z.enum(FILE_STATES),
  ticketedAt: instantSchema,
  ticketedBy: z.string(),
  /** Known when it has been read; answers go back in the same. */
  format: z.enum(['utf-8', 'gb18030', 'xlsx']).optional(),
  rowsIn: z.int().optional(),
  chunkCount: z.int().optional(),
  problems: z.array(z.object({ code: z.string(), text: z.string() })),
  totals: controlTotalsSchema.optional(),
  closedAt: instantSchema.optional(),
});
export type SettlementFile = z.infer<typeof settlementFileSchema>;

/** The same bytes of the same hospital and month are one file. */
export const settlementFileId = (hospitalId: string, month: string, sha256: string): string =>
  contentId('file', hospitalId, month, sha256);

export const placeOf = (file: SettlementFile): MonthFile => ({
  facilityCode: file.hospitalId,
  month: file.month,
  fileId: file.fileId,
});

export const insertFile = (file: SettlementFile): Write => ({
  do: 'insert',
  table: settlementFileTable,
  item: file,
});

/** Changes a file as it was read. */
export const changeFile = (file: SettlementFile, set: Item): Write => ({
  do: 'change',
  table: settlementFileTable,
  key: { fileId: file.fileId, part: 'FILE' },
  set,
  expect: { state: file.state },
});

/** Throws NotFound `settlement-file-unknown`. */
export const fileById = async (tables: Tables, fileId: string): Promise<SettlementFile> => {
  const item = await tables.get(settlementFileTable, { fileId, part: 'FILE' });
  if (item === undefined) throw new NotFound('settlement-file-unknown', { fileId });
  return settlementFileSchema.parse(item);
};

/** Written once: a row that is taken up again finds its result. */
export const insertRowResult = (fileId: string, result: RowResult): Write => ({
  do: 'insert',
  table: settlementFileTable,
  item: { fileId, part: rowPart(result.rowNumber), result },
});

const rowItemSchema = z.object({ result: rowResultSchema });

export const findRowResults = async (
  tables: Tables,
  fileId: string,
  rowNumbers: readonly number[],
): Promise<readonly (RowResult | undefined)[]> => {
  const items = await tables.getMany(
    rowNumbers.map((rowNumber) => ({
      table: settlementFileTable,
      key: { fileId, part: rowPart(rowNumber) },
    })),
  );
  return items.map((item) => (item === undefined ? undefined : rowItemSchema.parse(item).result));
};

const SHORT_ID = 8;
/** E.g. `H44011500001_2026-10_1f0c9a2b`: what operations look for in the Step Functions console. */
export const executionNameOf = ({ hospitalId, month, fileId }: SettlementFile): string =>
  `${hospitalId}_${month}_${fileId.slice('file-'.length).slice(0, SHORT_ID)}`;
