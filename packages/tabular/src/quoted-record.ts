/** Reads one record that holds a quote; such a record may run over several physical lines. */

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

export type QuoteProblem = 'quote-unclosed' | 'quote-misplaced';
export type QuotedRecord =
  | {
      readonly found: 'record';
      readonly cells: readonly string[];
      readonly end: number;
      readonly lines: number;
    }
  | { readonly found: 'broken'; readonly problem: QuoteProblem }
  /** The text ends before the record does. */
  | { readonly found: 'more' };

type Cell =
  | { readonly found: 'cell'; readonly text: string; readonly end: number }
  | { readonly found: 'broken'; readonly problem: QuoteProblem }
  | { readonly found: 'more' };

const BROKEN_OPEN: Cell = { found: 'broken', problem: 'quote-unclosed' };
const BROKEN_INSIDE: Cell = { found: 'broken', problem: 'quote-misplaced' };
const MORE: Cell = { found: 'more' };

const closesAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === COMMA || code === LF || (code === CR && text.charCodeAt(at + 1) === LF);
};

/** `end` is the index of the comma or line feed (or of the CR before it) that follows the cell. */
const readQuotedCell = (text: string, start: number, limit: number): Cell => {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || at >= limit) return text.length >= limit ? BROKEN_OPEN : MORE;
    if (text.charCodeAt(at + 1) === QUOTE) continue;
    // what follows a quote decides its meaning; at a chunk's border it is not here yet
    if (at + 2 >= text.length && !closesAt(text, at + 1)) return MORE;
    if (!closesAt(text, at + 1)) return BROKEN_OPEN;
    return { found: 'cell', text: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
};

const readPlainCell = (text: string, start: number, lineEnd: number): Cell => {
  const comma = text.indexOf(',', start);
  let end = comma < 0 || comma > lineEnd ? lineEnd : comma;
  if (end === lineEnd && end > start && text.charCodeAt(end - 1) === CR) end -= 1;
  const cell = text.slice(start, end);
  return cell.includes('"') ? BROKEN_INSIDE : { found: 'cell', text: cell, end };
};

/** Reads the record that starts at `start`; nothing at or beyond `start + longest` belongs to it. */
export const readQuotedRecord = (text: string, start: number, longest: number): QuotedRecord => {
  const limit = start + longest;
  const cells: string[] = [];
  let lines = 1;
  for (let at = start; ; ) {
    let cell: Cell;
    if (text.charCodeAt(at) === QUOTE) cell = readQuotedCell(text, at, limit);
    else {
      const lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0 || lineEnd >= limit)
        return text.length >= limit ? { found: 'broken', problem: 'quote-unclosed' } : MORE;
      cell = readPlainCell(text, at, lineEnd);
    }
    if (cell.found !== 'cell') return cell;
    if (cell.text.includes('\n')) lines += cell.text.split('\n').length - 1;
    cells.push(cell.text);
    at = cell.end;
    if (text.charCodeAt(at) === CR) at += 1;
    if (text.charCodeAt(at) === LF) return { found: 'record', cells, end: at + 1, lines };
    at += 1;
  }
};
