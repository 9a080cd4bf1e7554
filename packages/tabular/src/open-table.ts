/** Any file that may be a table: what it is, and its rows. */
import type { ByteSource } from './byte-source.ts';
import { type DetectedEncoding, detectEncoding, type TextEncoding } from './detect-encoding.ts';
import { type NotCsv, readCsv } from './read-csv.ts';
import type { TableRow } from './table-row.ts';
import { type NotXlsx, readXlsx, type XlsxOptions } from './xlsx/read-xlsx.ts';

export type TableItem = TableRow | NotCsv | NotXlsx;
export type TableFormat = TextEncoding | 'xlsx';

export type OpenedTable =
  | {
      readonly ok: true;
      readonly format: TableFormat;
      /** Each call reads from the beginning. */
      readonly rows: () => AsyncGenerator<TableItem, void, void>;
    }
  | Extract<DetectedEncoding, { ok: false }>;

/** For callers who have sent the bytes past {@link detectEncoding} already. */
export const openDetected = (
  detected: DetectedEncoding,
  source: ByteSource,
  options: XlsxOptions = {},
): OpenedTable => {
  if (detected.ok) {
    const { encoding } = detected;
    return { ok: true, format: encoding, rows: () => readCsv(source.stream(), encoding) };
  }
  return detected.looksLike === 'zip'
    ? { ok: true, format: 'xlsx', rows: () => readXlsx(source, options) }
    : detected;
};

/** Reads the whole file once to know its encoding. */
export const openTable = async (source: ByteSource, options: XlsxOptions = {}): Promise<OpenedTable> =>
  openDetected(await detectEncoding(source.stream()), source, options);
