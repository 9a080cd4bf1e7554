/** One numbered row → a settlement, or every reason why the row is bad. */
import { PROBLEM_ZH, type ProblemCode } from '@erbao/national-record/cells';
import { createRowReader } from '@erbao/national-record/read-settlement-row';
import { type ReadRow, type RowProblem, rowProblem } from '@erbao/national-record/settlement-row';
import type { CellFault } from '@erbao/tabular/table-row';
import type { NumberedRow } from './chunks.ts';
import type { Header } from './header.ts';

const wholeRow = (code: ProblemCode): ReadRow => ({
  ok: false,
  problems: [{ column: '', code, messageZh: PROBLEM_ZH[code] }],
});

const shapeProblem = (row: NumberedRow, header: Header): ProblemCode | undefined => {
  if (row.problem === 'too-wide') return 'too-many-columns';
  if (row.problem !== undefined) return 'quote-broken';
  if (row.cells.length < header.columns.length) return 'too-few-columns';
  const beyond = row.cells.slice(header.columns.length);
  const isOver = row.cells.length > header.width || beyond.some((cell) => cell.trim() !== '');
  return isOver ? 'too-many-columns' : undefined;
};

const FAULTS = {
  formula: 'cell-formula',
  'error-value': 'cell-error',
  'digits-lost': 'digits-lost',
} as const satisfies Readonly<Record<CellFault, ProblemCode>>;

/** What a workbook says in a cell is not taken when it is computed, an error, or has lost digits. */
const faultProblems = ({ faults = [] }: NumberedRow, { columns }: Header): readonly RowProblem[] =>
  faults.flatMap(({ place, fault }) => {
    const column = columns[place];
    return column === undefined ? [] : [rowProblem(column, FAULTS[fault])];
  });

/** A hospital files its own settlements only. */
const ownerProblems = (read: ReadRow, facilityCode: string): readonly RowProblem[] =>
  read.ok && read.row.facilityCode !== facilityCode
    ? [rowProblem('fixmedins_code', 'facility-not-uploader')]
    : [];

/** Prepared once for a chunk. `facilityCode` is the hospital to which the upload ticket was given. */
export const createRowIntake = (header: Header, facilityCode: string): ((row: NumberedRow) => ReadRow) => {
  const read = createRowReader(header.columns);
  return (row) => {
    const shape = shapeProblem(row, header);
    if (shape !== undefined) return wholeRow(shape);
    const faults = faultProblems(row, header);
    if (faults.length > 0) return { ok: false, problems: faults };
    const settlement = read(row.cells);
    const problems = ownerProblems(settlement, facilityCode);
    return problems.length > 0 ? { ok: false, problems } : settlement;
  };
};
