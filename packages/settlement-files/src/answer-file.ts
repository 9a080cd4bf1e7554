/** The tables that go back to a hospital, in the format in which it works. */
import type { TableFormat } from '@erbao/tabular/open-table';
import { writeCsv } from '@erbao/tabular/write-csv';
import { writeXlsx, type XlsxColumn } from '@erbao/tabular/write-xlsx';

export type AnswerRows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
export type AnswerTable = {
  /** Of the sheet, in a workbook. */
  readonly title: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: AnswerRows;
};

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const answerType = (format: TableFormat): string => (format === 'xlsx' ? XLSX_TYPE : 'text/csv');
export const answerEnding = (format: TableFormat): 'xlsx' | 'csv' => (format === 'xlsx' ? 'xlsx' : 'csv');

async function* withHeader({ columns, rows }: AnswerTable): AsyncGenerator<readonly string[], void, void> {
  yield columns.map(({ header }) => header);
  yield* rows;
}

/** The bytes in pieces; memory does not grow with the rows. */
export const writeAnswer = (
  format: TableFormat,
  table: AnswerTable,
): AsyncGenerator<Uint8Array, void, void> =>
  format === 'xlsx' ? writeXlsx(table.title, table.columns, table.rows) : writeCsv(withHeader(table), format);
