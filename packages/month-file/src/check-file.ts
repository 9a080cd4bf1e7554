/**
 * A file checked before it is sent, by the code that reads it after: in a browser, by a command, without a network. What
 * only the records know (enrolment, ceilings, earlier settlements) is not checked here.
 */
import { localDateOf, monthOf } from '@erbao/kernel/dates';
import { addFen, type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { checkAmounts, type FundSumRule } from '@erbao/national-record/amount-identities';
import { columnZh } from '@erbao/national-record/settlement-columns';
import type { RowProblem, SettlementRow } from '@erbao/national-record/settlement-row';
import type { ByteSource } from '@erbao/tabular/byte-source';
import { openTable, type TableFormat } from '@erbao/tabular/open-table';
import { type NumberedRow, type ReadChunk, readChunk, splitIntoChunks } from './chunks.ts';
import { encodingProblem, type FileProblem } from './file-problem.ts';
import type { Header } from './header.ts';
import { createRowIntake } from './row-intake.ts';

export type CheckWish = {
  /** 定点医药机构编号; without it that of the first row, which all others must then share. */
  readonly hospitalId?: string | undefined;
  /** `YYYY-MM`; without it no month is checked. */
  readonly month?: string | undefined;
  readonly fundSumRule: FundSumRule;
  /** Sheets of a workbook that are no data. */
  readonly besides?: readonly string[];
};

/** One fault of one row. Never the value of a cell: it may be a name or a number of a person. */
export type Fault = {
  readonly rowNumber: number;
  /** Physical line of the file. */
  readonly line: number;
  /** Of the column in the file, from 1; absent for a whole row. */
  readonly position?: number;
  /** `fault`: the row is not taken; `doubt`: it is taken and asked about. */
  readonly weight: 'fault' | 'doubt';
  readonly code: string;
  readonly messageZh: string;
};

export type CheckedTotals = {
  readonly rowsIn: number;
  readonly good: number;
  readonly bad: number;
  readonly refunds: number;
  /** Of the good rows. */
  readonly billedFen: Fen;
  readonly fundPaidFen: Fen;
  readonly cashFen: Fen;
};

export type CheckedFile = {
  readonly format: TableFormat | undefined;
  /** Not empty: the file is refused as a whole. */
  readonly problems: readonly FileProblem[];
  readonly totals: CheckedTotals;
  readonly faults: number;
  readonly doubts: number;
};

const NOTHING: CheckedTotals = {
  rowsIn: 0,
  good: 0,
  bad: 0,
  refunds: 0,
  billedFen: ZERO_FEN,
  fundPaidFen: ZERO_FEN,
  cashFen: ZERO_FEN,
};
const ROWS_AT_ONCE = 1_000;

type Found = Omit<Fault, 'rowNumber' | 'line'>;

const at = ({ columns }: Header, column: string): { readonly position?: number } => {
  const position = columns.findIndex((name) => name === column) + 1;
  return position === 0 ? {} : { position };
};

const faultOf = ({ column, code, messageZh }: RowProblem, header: Header): Found => ({
  weight: 'fault',
  code,
  messageZh,
  ...at(header, column),
});

const doubtsOf = (row: SettlementRow, header: Header, wish: CheckWish): readonly Found[] => {
  const { month, fundSumRule } = wish;
  const monthZh = `${columnZh('setl_time')}（setl_time）：不在 ${month ?? ''} 月内`;
  const settledIn = monthOf(localDateOf(row.settledAt));
  return [
    ...(month === undefined || settledIn === month
      ? []
      : [
          { weight: 'doubt', code: 'month-differs', messageZh: monthZh, ...at(header, 'setl_time') } as const,
        ]),
    ...(row.refunded
      ? []
      : checkAmounts(row.amounts, fundSumRule).map(
          ({ identity, messageZh }) => ({ weight: 'doubt', code: identity, messageZh }) as const,
        )),
  ];
};

const added = (totals: CheckedTotals, { amounts, refunded }: SettlementRow): CheckedTotals => ({
  ...totals,
  good: totals.good + 1,
  refunds: totals.refunds + (refunded ? 1 : 0),
  billedFen: addFen(totals.billedFen, amounts.totalFen),
  fundPaidFen: addFen(totals.fundPaidFen, amounts.fundPaidFen),
  cashFen: addFen(totals.cashFen, amounts.cashFen),
});

/** What is kept from chunk to chunk: the sums, and where each settlement id was first seen. */
const openCheck = (wish: CheckWish, tell: (fault: Fault) => void) => {
  const seen = new Map<string, number>();
  let totals = NOTHING;
  let faults = 0;
  let doubts = 0;
  let hospitalId = wish.hospitalId;
  const say = ({ rowNumber, line }: NumberedRow, found: readonly Found[]): void => {
    for (const one of found) {
      if (one.weight === 'fault') faults += 1;
      else doubts += 1;
      tell({ rowNumber, line, ...one });
    }
  };
  const repeated = (row: SettlementRow, header: Header, rowNumber: number): readonly Found[] => {
    const { settlementId, refunded } = row;
    // a refund stands under the number of what it undoes
    const key = `${settlementId}${refunded ? ' refund' : ''}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, rowNumber);
    if (first === undefined) return [];
    const messageZh = `结算ID（setl_id）：与第 ${String(first)} 条重复，只计第一条`;
    return [{ weight: 'doubt', code: 'settlement-duplicate', messageZh, ...at(header, 'setl_id') }];
  };
  const check = ({ header, rows }: ReadChunk): void => {
    const place = header.columns.indexOf('fixmedins_code');
    hospitalId ??= rows[0]?.cells[place]?.trim() ?? '';
    const intake = createRowIntake(header, hospitalId);
    for (const row of rows) {
      const read = intake(row);
      totals = { ...totals, rowsIn: totals.rowsIn + 1 };
      if (read.ok) {
        totals = added(totals, read.row);
        say(row, [...doubtsOf(read.row, header, wish), ...repeated(read.row, header, row.rowNumber)]);
      } else {
        totals = { ...totals, bad: totals.bad + 1 };
        say(
          row,
          read.problems.map((problem) => faultOf(problem, header)),
        );
      }
    }
  };
  return { check, result: () => ({ totals, faults, doubts }) };
};

/** Every fault is told in the order of the file; nothing is kept of the rows but their settlement ids. */
export const checkFile = async (
  source: ByteSource,
  wish: CheckWish,
  tell: (fault: Fault) => void,
): Promise<CheckedFile> => {
  const table = await openTable(source, wish.besides === undefined ? {} : { besides: wish.besides });
  const nothing = { totals: NOTHING, faults: 0, doubts: 0 };
  if (!table.ok) return { format: undefined, problems: [encodingProblem(table)], ...nothing };
  const run = openCheck(wish, tell);
  for await (const item of splitIntoChunks(table.rows(), ROWS_AT_ONCE)) {
    if (item.kind === 'refused') return { format: table.format, problems: item.problems, ...run.result() };
    if (item.kind === 'chunk') run.check(readChunk(item.text));
  }
  return { format: table.format, problems: [], ...run.result() };
};
