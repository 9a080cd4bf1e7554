/**
 * XLSX out, in pieces, memory constant. Every cell is a text of its own (never a formula, whatever it starts with), so
 * no leading zero and no digit of a long number is lost.
 */
import { writeXlsx as writeWhole, writeXlsxStream } from 'hucre/xlsx';

export type XlsxColumn = {
  readonly header: string;
  /** In characters. */
  readonly width?: number;
};

export type XlsxSheet = {
  readonly name: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: readonly (readonly string[])[];
};

/** Small workbooks of several sheets; also cells that somebody fills later are texts. */
export const writeWorkbook = (sheets: readonly XlsxSheet[]): Promise<Uint8Array> =>
  writeWhole({
    sheets: sheets.map(({ name, columns, rows }) => ({
      name,
      columns: columns.map(({ width = 12 }) => ({ width, numFmt: '@' })),
      rows: [columns.map(({ header }) => header), ...rows].map((row) => row.map(escapeText)),
      freezePane: { rows: 1 },
    })),
  });

/** Rows that a sheet has no room for go to a second sheet under the same header. */
export async function* writeXlsx(
  sheetName: string,
  columns: readonly XlsxColumn[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<Uint8Array, void, void> {
  const stream = writeXlsxStream(mutable(rows), {
    name: sheetName,
    columns: columns.map((column) => ({ ...column })),
    freezePane: { rows: 1 },
  });
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel();
  }
}

const ESCAPE_LIKE = /_x(?=[0-9A-Fa-f]{4}_)/g;
const NOT_XML = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Characters that XML cannot hold, and texts that look like such an escape, in the workbook's own escape. */
const escapeText = (text: string): string =>
  text
    .replaceAll(ESCAPE_LIKE, '_x005F_x')
    .replaceAll(NOT_XML, (one) => `_x${one.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`);

async function* mutable(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<string[], void, void> {
  for await (const row of rows) yield row.map(escapeText);
}
