/** Cells of the national columns → {@link SettlementRow}, or every problem of the row. */
import { type Instant, instantOfMs, type LocalDate, localDate } from '@erbao/kernel/dates';
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import * as cell from './cells.ts';
import { type ReadCell, remembering } from './remembering.ts';
import { COLUMN_NAMES, type ColumnName } from './settlement-columns.ts';
import { AMOUNT_COLUMNS } from './settlement-sheet.ts';
import {
  type ReadRow,
  type RowProblem,
  rowProblem,
  type SettlementAmounts,
  type SettlementRow,
} from './settlement-row.ts';

const NO_DATE: LocalDate = localDate('1900-01-01');
const NO_MOMENT: Instant = instantOfMs(0);
const RESIDENT_CARD = '01';
/** Of days only: what is remembered from one file to the next names nobody. */
const readDate = remembering(cell.dateCell);
const readDay = remembering(cell.dayCell);
const readMoment: ReadCell<Instant> = (text) => cell.momentCell(text, readDay);

type Places = Readonly<Partial<Record<ColumnName, number>>>;

const isInk = (code: number): boolean => code > 32 && code < 127;
/** Nearly every cell begins and ends with ink: asking that is cheaper than trimming. */
const trimmed = (text: string): string =>
  text === '' || (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1))) ? text : text.trim();

/** The cells of one row, asked by column; collects the problems on the way. */
class RowCells {
  readonly problems: RowProblem[] = [];
  hasNegative = false;
  readonly #cells: readonly string[];
  readonly #places: Places;

  constructor(cells: readonly string[], places: Places) {
    this.#cells = cells;
    this.#places = places;
  }

  #textOf(column: ColumnName): string {
    return trimmed(this.#cells[this.#places[column] ?? -1] ?? '');
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
    return this.#noticed(this.must(column, cell.amountCell, ZERO_FEN));
  }

  mayAmount(column: ColumnName): Fen {
    return this.#noticed(this.may(column, cell.amountCell, ZERO_FEN));
  }

  maybeAmount(column: ColumnName): Fen | undefined {
    const amount = this.may(column, cell.amountCell, undefined);
    return amount === undefined ? undefined : this.#noticed(amount);
  }

  #noticed(amount: Fen): Fen {
    if (amount < 0) this.hasNegative = true;
    return amount;
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
  personalFen: row.maybeAmount('psn_part_amt'),
  hospitalFen: row.mayAmount('hosp_part_amt'),
  fundPaidFen: row.mustAmount('fund_pay_sumamt'),
  drugFen: row.maybeAmount('eb_drug_fee'),
  veteransFen: row.maybeAmount('eb_veterans_amt'),
});

const certificateOf = (row: RowCells): string => {
  const type = row.may('psn_cert_type', cell.certificateTypeCell, RESIDENT_CARD);
  return row.must('certno', type === RESIDENT_CARD ? cell.identityCell : cell.otherCertificateCell, '');
};

const rowOf = (row: RowCells): SettlementRow => ({
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
const checkAcross = (row: SettlementRow, hasNegative: boolean): readonly RowProblem[] => {
  const problems: RowProblem[] = [];
  if (row.endedOn < row.beganOn) problems.push(rowProblem('enddate', 'dates-reversed'));
  if (row.refunded || !hasNegative) return problems;
  for (const amount of AMOUNTS)
    if ((row.amounts[amount] ?? 0) < 0) problems.push(rowProblem(AMOUNT_COLUMNS[amount], 'amount-negative'));
  return problems;
};

const finish = (cells: RowCells): ReadRow => {
  const row = rowOf(cells);
  const problems = cells.problems.length > 0 ? cells.problems : checkAcross(row, cells.hasNegative);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, row };
};

const placesOf = (columns: readonly (ColumnName | undefined)[]): Places => {
  const places: Partial<Record<ColumnName, number>> = {};
  columns.forEach((column, place) => {
    if (column !== undefined) places[column] = place;
  });
  return places;
};
const OWN_PLACES = placesOf(COLUMN_NAMES);

/** Prepared once for a header (place → column), then called for each row of the file. */
export const createRowReader = (
  columns: readonly (ColumnName | undefined)[],
): ((cells: readonly string[]) => ReadRow) => {
  const places = placesOf(columns);
  return (cells) => finish(new RowCells(cells, places));
};

/** One row given by column, e.g. from an interface in JSON. */
export const readSettlementRow = (cells: Readonly<Partial<Record<ColumnName, string>>>): ReadRow =>
  finish(
    new RowCells(
      COLUMN_NAMES.map((column) => cells[column] ?? ''),
      OWN_PLACES,
    ),
  );
