/**
 * Cuts a month file into chunks of numbered rows, a line each: as it stood in the file, when it is plain and follows
 * the row before; else as JSON behind a quote (no plain line has one), and so is the first of each chunk, from which the
 * next ones are counted.
 * A chunk depends on the file and the chunk size only, so a retried workflow step writes the same bytes again. Each chunk
 * carries its header: it can be read alone.
 */
import { Defect } from '@erbao/kernel/errors';
import { COLUMN_NAMES } from '@erbao/national-record/settlement-columns';
import type { TableItem } from '@erbao/tabular/open-table';
import type { TableRow } from '@erbao/tabular/table-row';
import * as z from 'zod';
import { type FileProblem, fileProblem, notTableProblem } from './file-problem.ts';
import { type Header, mayBeTitle, readHeader } from './header.ts';

const headerSchema = z.object({ columns: z.array(z.enum(COLUMN_NAMES)), width: z.int() });
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((cell) => typeof cell === 'string');
// forty cells a row: one check of the list costs a tenth of forty checks of a schema
const textsSchema = z.custom<readonly string[]>(isTexts);
const numberedRowSchema = z.object({
  /** From 1; the header is not counted. */
  rowNumber: z.int(),
  /** Physical lines of the file. */
  line: z.int(),
  lastLine: z.int(),
  cells: textsSchema,
  problem: z.enum(['quote-unclosed', 'quote-misplaced', 'too-wide']).optional(),
  /** Cells of a workbook that cannot be taken at their word; `place` from 0. */
  faults: z
    .array(z.object({ place: z.int(), fault: z.enum(['formula', 'error-value', 'digits-lost']) }))
    .optional(),
});
export type NumberedRow = z.infer<typeof numberedRowSchema>;

/** Some seconds of one function. */
export const ROWS_PER_CHUNK = 1_000;

export type Chunk = {
  readonly kind: 'chunk';
  /** From 0. */
  readonly index: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly text: string;
};
/** `refused` and `read` come last. Chunks that came before a `refused` must not be decided. */
export type SplitItem =
  | Chunk
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'read'; readonly header: Header; readonly rowsIn: number; readonly chunkCount: number };

const numbered = (rowNumber: number, { line, lastLine, cells, problem, faults }: TableRow): NumberedRow => ({
  rowNumber,
  line,
  lastLine,
  cells,
  ...(problem === undefined ? {} : { problem }),
  ...(faults === undefined ? {} : { faults: [...faults] }),
});

/** `before` is absent at the start of a chunk. */
const lineOf = (rowNumber: number, row: TableRow, before: TableRow | undefined): string =>
  row.plain !== undefined && before !== undefined && row.line === before.lastLine + 1
    ? row.plain
    : `"${JSON.stringify(numbered(rowNumber, row))}`;

const chunkOf = (header: Header, index: number, rowsPerChunk: number, lines: readonly string[]): Chunk => ({
  kind: 'chunk',
  index,
  firstRow: index * rowsPerChunk + 1,
  rowCount: lines.length,
  text: `${[JSON.stringify(header), ...lines].join('\n')}\n`,
});

export async function* splitIntoChunks(
  items: AsyncIterable<TableItem> | Iterable<TableItem>,
  rowsPerChunk: number,
): AsyncGenerator<SplitItem, void, void> {
  let header: Header | undefined;
  let hasTitle = false;
  let rowsIn = 0;
  let chunkCount = 0;
  let lines: string[] = [];
  let before: TableRow | undefined;
  for await (const item of items) {
    if (item.kind !== 'row') return yield { kind: 'refused', problems: [notTableProblem(item)] };
    if (header === undefined) {
      if (mayBeTitle(item)) {
        hasTitle = true;
        continue;
      }
      const read = readHeader(item.cells);
      if (!read.ok) return yield { kind: 'refused', problems: read.problems };
      header = read.header;
      continue;
    }
    rowsIn += 1;
    lines.push(lineOf(rowsIn, item, before));
    before = item;
    if (lines.length < rowsPerChunk) continue;
    yield chunkOf(header, chunkCount, rowsPerChunk, lines);
    chunkCount += 1;
    lines = [];
    before = undefined;
  }
  if (header === undefined) {
    const problem = fileProblem(hasTitle ? 'header-missing' : 'file-empty');
    return yield { kind: 'refused', problems: [problem] };
  }
  if (lines.length > 0) yield chunkOf(header, chunkCount++, rowsPerChunk, lines);
  yield { kind: 'read', header, rowsIn, chunkCount };
}

export type ReadChunk = { readonly header: Header; readonly rows: readonly NumberedRow[] };

const readRow = (line: string, before: NumberedRow | undefined): NumberedRow => {
  if (line.startsWith('"')) return numberedRowSchema.parse(JSON.parse(line.slice(1)));
  if (before === undefined) throw new Defect('chunk-without-start', {});
  const place = before.lastLine + 1;
  return {
    rowNumber: before.rowNumber + 1,
    line: place,
    lastLine: place,
    cells: line.split(','),
  };
};

/** The inverse of one chunk's text; throws when the text is not one (a Defect of ours, not of the hospital). */
export const readChunk = (text: string): ReadChunk => {
  const [head = '', ...lines] = text.split('\n');
  const rows: NumberedRow[] = [];
  for (const line of lines) if (line !== '') rows.push(readRow(line, rows.at(-1)));
  return { header: headerSchema.parse(JSON.parse(head)), rows };
};
