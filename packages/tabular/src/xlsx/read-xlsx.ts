/**
 * Streaming XLSX: the file is read at the places where its parts lie, the sheet is inflated and read row by row. Memory
 * holds the strings that cells share (at most 128 MB of text) and one piece of the sheet, whatever the number of rows.
 * Hidden rows are rows; hidden sheets (lists for drop-downs) are left alone.
 */
import type { ByteSource } from '../byte-source.ts';
import type { TableRow } from '../table-row.ts';
import { createSheetReader } from './sheet-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { WorkbookFault, type WorkbookReason } from './workbook-fault.ts';
import { openZip } from './zip-parts.ts';

/** The file stops being readable here; nothing follows. */
export type NotXlsx = {
  readonly kind: 'not-xlsx';
  readonly reason: WorkbookReason;
  readonly line?: number;
};
export type XlsxItem = TableRow | NotXlsx;

export type XlsxOptions = {
  /** Sheets that may stand beside the table, e.g. the notes of a template. */
  readonly besides?: readonly string[];
};

/** A million rows of 50 cells have 2 GB. */
const MOST_SHEET_XML = 4_294_967_296;

async function* rowsOf(workbook: Workbook, sheet: Sheet): AsyncGenerator<TableRow, void, void> {
  const reader = createSheetReader(workbook);
  for await (const piece of sheet.part.inflate(MOST_SHEET_XML)) {
    reader.write(piece);
    yield* reader.take();
  }
  reader.end();
}

const hasRows = async (workbook: Workbook, sheet: Sheet): Promise<boolean> => {
  for await (const _row of rowsOf(workbook, sheet)) return true;
  return false;
};

/** The one visible sheet with content; undefined when there is none. */
const tableSheet = async (workbook: Workbook, besides: readonly string[]): Promise<Sheet | undefined> => {
  let found: Sheet | undefined;
  for (const sheet of workbook.sheets) {
    if (!sheet.visible || besides.includes(sheet.name) || !(await hasRows(workbook, sheet))) continue;
    if (found !== undefined) throw new WorkbookFault('several-sheets');
    found = sheet;
  }
  return found;
};

export async function* readXlsx(
  source: ByteSource,
  { besides = [] }: XlsxOptions = {},
): AsyncGenerator<XlsxItem, void, void> {
  try {
    const workbook = await readWorkbook(await openZip(source));
    const sheet = await tableSheet(workbook, besides);
    if (sheet !== undefined) yield* rowsOf(workbook, sheet);
  } catch (error) {
    // what is wrong with the file is the answer; a source that fails is not
    if (!(error instanceof WorkbookFault)) throw error;
    const { reason, line } = error;
    yield { kind: 'not-xlsx', reason, ...(line === undefined ? {} : { line }) };
  }
}
