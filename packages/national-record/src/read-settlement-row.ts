/** Cells of the national columns → {@link SettlementRow}, or every problem of the row. */
import { type Instant, instantOfMs, type LocalDate, localDate } from '@erbao/kernel/dates';
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import * as cell from './cells.ts';
import type { ColumnName } from './settlement-columns.ts';
import { AMOUNT_COLUMNS } from './settlement-sheet.ts';
import {
  type ReadRow,
  type RowProblem,
  rowProblem,
  type SettlementAmounts,
  type SettlementRow,
} from './settlement-row.ts';

type ReadCell<T> = (text: string) => cell.Cell<T>;

const NO_DATE: LocalDate = localDate('1900-01-01');
const NO_MOMENT: Instant = instantOfMs(0);
const RESIDENT_CARD = '01';
// A month has few different dates; the bound is for files that are not a month.
const MOST_REMEMBERED = 4_096;

/** The same dates come back in row after row of a file. */
const remembering = <T>(read: ReadCell<T>): ReadCell<T> => {
  const known = new Map<string, cell.Cell<T>>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
};

type DayReaders = { readonly readDate: ReadCell<LocalDate>; readonly readMoment: ReadCell<Instant> };
const PLAIN_READERS: DayReaders = { readDate: cell.dateCell, readMoment: (text) => cell.momentCell(text) };

/** The cells of one row, asked by column; collects the problems on the way. */
class RowCells {
  readonly problems: RowProblem[] = [];
  readonly #textOf: (column: ColumnName) => string;

  constructor(textOf: (column: ColumnName) => string) {
    this.#textOf = textOf;
  }

  /** A blank cell gives `blank`; so does an unreadable one, with a problem that refuses the row. */
  may<T, B>(column: ColumnName, read: ReadCell<T>, blank: B): T | B {
    const text = this.#textOf(column);
    return text === '' ? blank : this.#read(column, text, read, blank);
  }

  /** `standIn` is never seen outside: the row is refused with the problem. */
  must<T>(column: ColumnName, read: ReadCell<T>, standIn: T): T {
    const text = this.#textOf(column);
    if (text !== '') return this.#read(column, text, read, standIn);
    this.problems.push(rowProblem(column, 'cell-missing'));
    return standIn;
  }

  #read<T, B>(column: ColumnName, text: string, read: ReadCell<T>, otherwise: B): T | B {
    const found = read(text);
    if ('value' in found) return found.value;
    this.problems.push(rowProblem(column, found.problem));
    return otherwise;
  }

  mustAmount(column: ColumnName): Fen {
    return this.must(column, cell.amountCell, ZERO_FEN);
  }

  mayAmount(column: ColumnName): Fen {
    return this.may(column, cell.amountCell, ZERO_FEN);
  }
}

const amountsOf = (row: RowCells): SettlementAmounts => ({
  totalFen: row.mustAmount('medfee_sumamt'),
  selfFundedFen: row.mustAmount('fulamt_ownpay_amt'),
  aboveLimitFen: row.mayAmount('overlmt_selfpay'),
  firstSelfPaidFen: row.mustAmount('preselfpay_amt'),
  eligibleFen: row.mustAmount('inscp_scp_amt'),
  deductibleFen: row.mustAmount('act_pay_dedc'),
  basicFen: row.mustAmount('hifp_pay'),
  civilServantFen: row.mayAmount('cvlserv_pay'),
  enterpriseFen: row.mayAmount('hifes_pay'),
  criticalIllnessFen: row.mayAmount('hifmi_pay'),
  largeSumFen: row.mayAmount('hifob_pay'),
  disabledFen: row.mayAmount('hifdm_pay'),
  assistanceFen: row.mayAmount('maf_pay'),
  otherFen: row.mayAmount('oth_pay'),
  accountFen: row.mayAmount('acct_pay'),
  cashFen: row.mustAmount('psn_cash_pay'),
  personalFen: row.may('psn_part_amt', cell.amountCell, undefined),
  hospitalFen: row.mayAmount('hosp_part_amt'),
  fundPaidFen: row.mustAmount('fund_pay_sumamt'),
  drugFen: row.may('eb_drug_fee', cell.amountCell, undefined),
});

const certificateOf = (row: RowCells): string => {
  const type = row.may('psn_cert_type', cell.certificateTypeCell, RESIDENT_CARD);
  return row.must('certno', type === RESIDENT_CARD ? cell.identityCell : cell.otherCertificateCell, '');
};

const rowOf = (row: RowCells, { readDate, readMoment }: DayReaders): SettlementRow => ({
  facilityCode: row.must('fixmedins_code', cell.facilityCodeCell, ''),
  settlementId: row.must('setl_id', cell.keyCell, ''),
  visitId: row.may('mdtrt_id', cell.keyCell, undefined),
  insuredNumber: row.may('psn_no', cell.keyCell, undefined),
  identityNumber: certificateOf(row),
  personName: row.must('psn_name', cell.textCell, ''),
  insurance: row.must<cell.InsuranceWord>('insutype', cell.insuranceCell, 'other'),
  medicalType: row.must('med_type', cell.medicalTypeCell, ''),
  beganOn: row.must('begndate', readDate, NO_DATE),
  endedOn: row.must('enddate', readDate, NO_DATE),
  settledAt: row.must('setl_time', readMoment, NO_MOMENT),
  mainDiagnosis: row.may('dscg_maindiag_code', cell.diagnosisCell, undefined),
  diseaseCode: row.may('dise_codg', cell.keyCell, undefined),
  amounts: amountsOf(row),
  refunded: row.may('refd_setl_flag', cell.flagCell, false),
  pathologyConfirmed: row.may('eb_pathology_flag', cell.flagCell, undefined),
  firstConfirmedOn: row.may('eb_first_confirmed_on', readDate, undefined),
  metastatic: row.may('eb_metastatic_flag', cell.flagCell, undefined),
  stage: row.may('eb_stage', cell.textCell, undefined),
  hiv: row.may('eb_hiv_flag', cell.flagCell, undefined),
  chemotherapy: row.may('eb_chemo_flag', cell.flagCell, undefined),
  marrowTransplant: row.may('eb_transplant_flag', cell.flagCell, undefined),
  causes: row.may<readonly cell.CauseFlag[], readonly cell.CauseFlag[]>(
    'eb_cause_flags',
    cell.causesCell,
    [],
  ),
});

const isAmount = (name: string): name is keyof SettlementAmounts => Object.hasOwn(AMOUNT_COLUMNS, name);
const AMOUNTS = Object.keys(AMOUNT_COLUMNS).filter(isAmount);

/** What only two cells together can be wrong about. */
const checkAcross = (row: SettlementRow): readonly RowProblem[] => {
  const problems: RowProblem[] = [];
  if (row.endedOn < row.beganOn) problems.push(rowProblem('enddate', 'dates-reversed'));
  if (row.refunded) return problems;
  for (const amount of AMOUNTS)
    if ((row.amounts[amount] ?? 0) < 0) problems.push(rowProblem(AMOUNT_COLUMNS[amount], 'amount-negative'));
  return problems;
};

const finish = (cells: RowCells, readers: DayReaders): ReadRow => {
  const row = rowOf(cells, readers);
  const problems = cells.problems.length > 0 ? cells.problems : checkAcross(row);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, row };
};

/** Prepared once for a header (place → column), then called for each row of the file. */
export const createRowReader = (
  columns: readonly (ColumnName | undefined)[],
): ((cells: readonly string[]) => ReadRow) => {
  // an object of known names: the engine turns each lookup into a load
  const places: Partial<Record<ColumnName, number>> = {};
  columns.forEach((column, place) => {
    if (column !== undefined) places[column] = place;
  });
  const readDayStart = remembering(cell.dayStartCell);
  const readers: DayReaders = {
    readDate: remembering(cell.dateCell),
    readMoment: (text) => cell.momentCell(text, readDayStart),
  };
  return (cells) => {
    const textOf = (column: ColumnName): string => cells[places[column] ?? -1]?.trim() ?? '';
    return finish(new RowCells(textOf), readers);
  };
};

/** One row given by column, e.g. from an interface in JSON. */
export const readSettlementRow = (cells: Readonly<Partial<Record<ColumnName, string>>>): ReadRow =>
  finish(new RowCells((column) => cells[column]?.trim() ?? ''), PLAIN_READERS);
