/** The first record of a month file: which column stands where. A header that is not fully understood refuses the file. */
import { type ColumnName, columnOf, REQUIRED_COLUMNS } from '@erbao/national-record/settlement-columns';
import type { TableRow } from '@erbao/tabular/table-row';
import { type FileProblem, fileProblem } from './file-problem.ts';

export type Header = {
  /** In the order of the file. */
  readonly columns: readonly ColumnName[];
  /** Cells of the header record; more than `columns` when it ends in blank cells, as spreadsheets leave them. */
  readonly width: number;
};
export type ReadHeader =
  | { readonly ok: true; readonly header: Header }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

// A first record of which less than half is known is data or another table; its cells may be personal and are not echoed.
const isHeader = (known: number, all: number): boolean => known * 2 >= all && known > 0;

const missingColumns = (found: readonly (ColumnName | undefined)[]): readonly FileProblem[] =>
  REQUIRED_COLUMNS.filter((column) => !found.includes(column)).map((column) =>
    fileProblem('column-missing', { column }),
  );

const MOST_TITLES = 5;

/** A line with one filled cell above the header: the title that offices merge across the sheet. */
export const mayBeTitle = ({ recordNumber, cells }: TableRow): boolean =>
  recordNumber <= MOST_TITLES &&
  cells.filter((cell) => cell.trim() !== '').length === 1 &&
  cells.every((cell) => columnOf(cell) === undefined);

export const readHeader = (cells: readonly string[]): ReadHeader => {
  const lastFilled = cells.findLastIndex((cell) => cell.trim() !== '');
  const found = cells.slice(0, lastFilled + 1).map(columnOf);
  const known = found.filter((column) => column !== undefined);
  if (!isHeader(known.length, found.length)) return { ok: false, problems: [fileProblem('header-missing')] };
  const problems: FileProblem[] = [];
  found.forEach((column, index) => {
    const position = index + 1;
    if (column === undefined) problems.push(fileProblem('column-unknown', { position }));
    else if (found.indexOf(column) < index)
      problems.push(fileProblem('column-duplicated', { column, position }));
  });
  problems.push(...missingColumns(found));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, header: { columns: known, width: cells.length } };
};
