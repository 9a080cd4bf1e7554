/** One row of a table, whatever kind of file it came from. */
import type { QuoteProblem } from './quoted-record.ts';

/** Why a cell of a workbook cannot be taken at its word. */
export type CellFault =
  /** The value is what the program that saved the file last computed. */
  | 'formula'
  /** `#REF!`, `#N/A` and the like. */
  | 'error-value'
  /** A number of more than 15 digits: the workbook itself has lost the rest. */
  | 'digits-lost';

export type TableRow = {
  readonly kind: 'row';
  /** Physical lines (CSV) or row numbers as the spreadsheet shows them (XLSX), from 1, on which the row starts and ends. */
  readonly line: number;
  readonly lastLine: number;
  /** From 1; empty lines and rows are not records. */
  readonly recordNumber: number;
  readonly cells: readonly string[];
  /** The one line that the row is, when its cells are simply what stands between its commas. */
  readonly plain?: string;
  /** `quote-*`: `cells` are only the line cut at its commas. `too-wide`: cells beyond the 256th are left out. */
  readonly problem?: QuoteProblem | 'too-wide';
  /** `place` from 0. */
  readonly faults?: readonly { readonly place: number; readonly fault: CellFault }[];
};
