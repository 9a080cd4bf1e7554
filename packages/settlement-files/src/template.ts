/** The empty file that a hospital downloads and fills. */
import { type ColumnSpec, SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';
import { writeWorkbook } from '@erbao/tabular/write-xlsx';

/** The header line, in national names or in Chinese labels; both are read back. */
export const templateHeader = (names: 'national' | 'chinese'): readonly string[] =>
  SETTLEMENT_COLUMNS.map(({ name, zh }) => (names === 'national' ? name : zh));

/** The sheet of the template that explains the columns; it may stay in the file that comes back. */
export const NOTES_SHEET = '填写说明';

const REQUIRED_ZH: Readonly<Record<ColumnSpec['required'], string>> = {
  cell: '必填',
  column: '列必须有，可空白（按 0 计）',
  no: '选填',
};

const NOTES_COLUMNS = [
  { header: '字段名', width: 24 },
  { header: '中文列名', width: 28 },
  { header: '是否必填', width: 28 },
  { header: '其他可识别的列名', width: 60 },
];

/** Every column with its labels, for the template and whoever documents the format. */
export const columnNotes = (): readonly (readonly string[])[] =>
  SETTLEMENT_COLUMNS.map((column: ColumnSpec) => [
    column.name,
    column.zh,
    REQUIRED_ZH[column.required],
    (column.aliases ?? []).join('、'),
  ]);

/** A workbook whose cells are texts: no card number loses digits on its way through a spreadsheet. */
export const templateWorkbook = (): Promise<Uint8Array> =>
  writeWorkbook([
    { name: '结算明细', columns: SETTLEMENT_COLUMNS.map(({ zh }) => ({ header: zh, width: 20 })), rows: [] },
    { name: NOTES_SHEET, columns: NOTES_COLUMNS, rows: columnNotes() },
  ]);
