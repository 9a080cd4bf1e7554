/** CSV as a spreadsheet opens it safely: UTF-8 with a byte order mark or GB18030, CRLF, cells that are never formulas. */
import iconv from 'iconv-lite';
import type { TextEncoding } from './detect-encoding.ts';

// Excel and WPS read these as the start of a formula, the full-width forms too; tab and CR can hide one behind them.
const STARTS_FORMULA = /^[=+\-@＝＋－＠\t\r]/;
const PLAIN_NUMBER = /^-?\d{1,16}(?:\.\d{1,6})?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A text that a spreadsheet could run is preceded by an apostrophe; plain numbers (also negative amounts) stay. */
export const guardCell = (text: string): string =>
  STARTS_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

const quoteCell = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export type CsvStyle = {
  /** Off only for files that a program reads back character by character. */
  readonly guardFormulas?: boolean;
};

/** One record without its line break. Amounts come in as text (`printYuan`), never as numbers. */
export const csvLine = (cells: readonly string[], style: CsvStyle = {}): string =>
  cells.map((cell) => quoteCell(style.guardFormulas === false ? cell : guardCell(cell))).join(',');

/** Encodes a piece of text; the byte order mark is asked for once, at the start of a file. */
export const encodeText = (text: string, encoding: TextEncoding, withBom = false): Uint8Array =>
  encoding === 'gb18030'
    ? new Uint8Array(iconv.encode(text, 'gb18030'))
    : new TextEncoder().encode(withBom ? `\uFEFF${text}` : text);

const PIECE = 65_536;

/** A whole file in pieces of about 64 KiB; memory does not grow with the number of rows. */
export async function* writeCsv(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  encoding: TextEncoding,
  style: CsvStyle = {},
): AsyncGenerator<Uint8Array, void, void> {
  let piece = '';
  let isFirst = true;
  for await (const cells of rows) {
    piece += `${csvLine(cells, style)}\r\n`;
    if (piece.length < PIECE) continue;
    yield encodeText(piece, encoding, isFirst);
    isFirst = false;
    piece = '';
  }
  if (piece !== '' || isFirst) yield encodeText(piece, encoding, isFirst);
}
