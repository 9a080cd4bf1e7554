/**
 * Streaming CSV. The rows depend on the bytes only, never on where a chunk ends. Every physical line that is not empty
 * belongs to exactly one row: a line whose quotes are broken becomes a row with a `problem`, and reading goes on with
 * the next line, so a lone quote cannot swallow the rest of the file.
 */
import type { ByteChunks, TextEncoding } from './detect-encoding.ts';
import { type QuoteProblem, readQuotedRecord } from './quoted-record.ts';
import type { TableRow } from './table-row.ts';

/** The file stops being readable here; nothing follows. */
export type NotCsv = {
  readonly kind: 'not-csv';
  readonly line: number;
  readonly reason: 'encoding' | 'binary' | 'record-too-long' | 'too-many-broken-quotes';
};
export type CsvItem = TableRow | NotCsv;

export type CsvReader = {
  readonly push: (chunk: Uint8Array) => readonly CsvItem[];
  readonly end: () => readonly CsvItem[];
};

/** 64 Ki characters: a settlement row has about 250, a list of diagnoses a few thousand. */
const LONGEST_RECORD = 65_536;
// Each broken line may cost a look-ahead of one longest record; the bound keeps a hostile file linear.
const MOST_BROKEN_LINES = 1_000;

type State = {
  rest: string;
  line: number;
  records: number;
  /** Cells of the first record. */
  width: number;
  broken: number;
  stopped: boolean;
};

const stop = (state: State, items: CsvItem[], reason: NotCsv['reason']): void => {
  state.stopped = true;
  state.rest = '';
  items.push({ kind: 'not-csv', line: state.line, reason });
};

const stopped = (state: State, reason: NotCsv['reason']): readonly CsvItem[] => {
  const items: CsvItem[] = [];
  stop(state, items, reason);
  return items;
};

const addRow = (
  state: State,
  items: CsvItem[],
  cells: readonly string[],
  lines: number,
  problem?: QuoteProblem,
): void => {
  state.records += 1;
  if (state.records === 1) state.width = cells.length;
  const lastLine = state.line + lines - 1;
  const row = { kind: 'row', line: state.line, lastLine, recordNumber: state.records, cells } as const;
  items.push(problem === undefined ? row : { ...row, problem });
  state.line += lines;
};

/** A line without quotes. Cut when its cells are asked for: who cuts a file into chunks passes lines on whole. */
class PlainRow implements TableRow {
  readonly kind = 'row';
  readonly line: number;
  readonly lastLine: number;
  readonly recordNumber: number;
  readonly plain: string;

  constructor(line: number, recordNumber: number, plain: string) {
    this.line = line;
    this.lastLine = line;
    this.recordNumber = recordNumber;
    this.plain = plain;
  }

  get cells(): readonly string[] {
    return this.plain.split(',');
  }
}

const addPlain = (state: State, items: CsvItem[], plain: string): void => {
  state.records += 1;
  const row = new PlainRow(state.line, state.records, plain);
  if (state.records === 1) state.width = row.cells.length;
  items.push(row);
  state.line += 1;
};

const addBroken = (state: State, items: CsvItem[], lineText: string, problem: QuoteProblem): void => {
  state.broken += 1;
  if (state.broken > MOST_BROKEN_LINES) stop(state, items, 'too-many-broken-quotes');
  else addRow(state, items, lineText.split(','), 1, problem);
};

/** Reads the record with a quote at `start`; returns where the next one starts, or -1 when more text is needed. */
const takeQuoted = (
  state: State,
  items: CsvItem[],
  text: string,
  start: number,
  lineEnd: number,
  isLast: boolean,
): number => {
  const record = readQuotedRecord(text, start, LONGEST_RECORD);
  if (record.found === 'more' && !isLast) return -1;
  if (
    record.found === 'record' &&
    (record.lines === 1 || state.records === 0 || record.cells.length === state.width)
  ) {
    addRow(state, items, record.cells, record.lines);
    return record.end;
  }
  // a record over several lines is believed only with as many cells as the header; else its first line stands alone
  const problem = record.found === 'broken' ? record.problem : 'quote-unclosed';
  addBroken(state, items, text.slice(start, lineEnd).replace(/\r$/, ''), problem);
  return lineEnd + 1;
};

const take = (state: State, text: string, isLast: boolean): CsvItem[] => {
  const items: CsvItem[] = [];
  let start = 0;
  while (!state.stopped) {
    const lineEnd = text.indexOf('\n', start);
    const length = (lineEnd < 0 ? text.length : lineEnd) - start;
    if (length > LONGEST_RECORD) stop(state, items, 'record-too-long');
    if (lineEnd < 0 || length > LONGEST_RECORD) break;
    const contentEnd = lineEnd > start && text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd;
    const lineText = text.slice(start, contentEnd);
    if (lineText === '') state.line += 1;
    else if (lineText.includes('"')) {
      const next = takeQuoted(state, items, text, start, lineEnd, isLast);
      if (next < 0) break;
      start = next;
      continue;
    } else addPlain(state, items, lineText);
    start = lineEnd + 1;
  }
  if (!state.stopped) state.rest = text.slice(start);
  return items;
};

/** The reader itself, for callers that already hold chunks. It must be `end`ed to see the last row. */
export const createCsvReader = (encoding: TextEncoding): CsvReader => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const state: State = { rest: '', line: 1, records: 0, width: 0, broken: 0, stopped: false };
  let isStart = true;
  const read = (decode: () => string, isLast: boolean): readonly CsvItem[] => {
    if (state.stopped) return [];
    let text: string;
    try {
      text = decode();
    } catch {
      return stopped(state, 'encoding');
    }
    // TextDecoder drops the byte order mark of UTF-8 only
    if (isStart && text !== '') {
      isStart = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const nul = text.indexOf('\0');
    if (nul < 0) return take(state, state.rest + text + (isLast ? '\n' : ''), isLast);
    const items = take(state, state.rest + text.slice(0, nul), false);
    return items.at(-1)?.kind === 'not-csv' ? items : [...items, ...stopped(state, 'binary')];
  };
  return {
    push: (chunk) => read(() => decoder.decode(chunk, { stream: true }), false),
    end: () => read(() => decoder.decode(), true),
  };
};

export async function* readCsv(
  chunks: ByteChunks,
  encoding: TextEncoding,
): AsyncGenerator<CsvItem, void, void> {
  const reader = createCsvReader(encoding);
  for await (const chunk of chunks) for (const item of reader.push(chunk)) yield item;
  for (const item of reader.end()) yield item;
}
