/**
 * A settlement as a hospital's system sends it in JSON → cells of the national columns. Keys may be spelt as areas spell
 * them, values may be texts, numbers or null; what other payers bore must be named, even when it is blank.
 */
import type { ColumnName } from './settlement-columns.ts';
import { COLUMN_NAMES, columnOf, columnZh, REQUIRED_COLUMNS } from './settlement-columns.ts';

export type RecordCells = Partial<Record<ColumnName, string>>;
export type RecordProblem = {
  readonly column: ColumnName;
  readonly code: 'column-missing' | 'column-duplicated' | 'value-not-plain';
};

const RECORD_PROBLEMS_ZH: Readonly<Record<RecordProblem['code'], string>> = {
  'column-missing': '报文中没有这个字段；没有金额也要列出，可留空',
  'column-duplicated': '以两种写法各出现一次且内容不同，请只报一个',
  'value-not-plain': '应为文本或数字，不能是对象或数组',
};
export const recordProblemZh = ({ column, code }: RecordProblem): string =>
  `${columnZh(column)}（${column}）：${RECORD_PROBLEMS_ZH[code]}`;

/** A JSON number is taken by its shortest decimal text, which reading and printing keep to the fen. */
const textOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  return typeof value === 'boolean' ? (value ? '1' : '0') : undefined;
};

/** What the envelope already said stands where the record is blank, and only there. */
const blanksFilled = (cells: RecordCells, filled: RecordCells): RecordCells => {
  const fill: RecordCells = {};
  for (const column of COLUMN_NAMES) {
    const value = filled[column];
    if (value !== undefined && (cells[column] ?? '') === '') fill[column] = value;
  }
  return fill;
};

/** Keys that are no column of ours (gend, brdy, balc …) are of no concern here and are left alone. */
export const cellsOfRecord = (
  record: Readonly<Record<string, unknown>>,
  filled: RecordCells,
): { readonly cells: RecordCells; readonly problems: readonly RecordProblem[] } => {
  const cells: RecordCells = {};
  const problems: RecordProblem[] = [];
  for (const [key, value] of Object.entries(record)) {
    const column = columnOf(key);
    if (column === undefined) continue;
    const text = textOf(value);
    const before = cells[column];
    if (text === undefined) problems.push({ column, code: 'value-not-plain' });
    else if (before !== undefined && before !== text) problems.push({ column, code: 'column-duplicated' });
    else cells[column] = text;
  }
  for (const column of REQUIRED_COLUMNS)
    if (cells[column] === undefined && filled[column] === undefined)
      problems.push({ column, code: 'column-missing' });
  return { cells: { ...cells, ...blanksFilled(cells, filled) }, problems };
};

/** Our own JSON names, as paths, and the columns that they mean. */
export const CLEAN_PATHS: readonly (readonly [path: string, column: ColumnName])[] = [
  ['settlementId', 'setl_id'],
  ['visitId', 'mdtrt_id'],
  ['insured.personNumber', 'psn_no'],
  ['insured.certificateType', 'psn_cert_type'],
  ['insured.identityNumber', 'certno'],
  ['insured.name', 'psn_name'],
  ['insurance', 'insutype'],
  ['medicalType', 'med_type'],
  ['beganOn', 'begndate'],
  ['endedOn', 'enddate'],
  ['settledAt', 'setl_time'],
  ['mainDiagnosis', 'dscg_maindiag_code'],
  ['diseaseCode', 'dise_codg'],
  ['amounts.total', 'medfee_sumamt'],
  ['amounts.selfFunded', 'fulamt_ownpay_amt'],
  ['amounts.aboveLimit', 'overlmt_selfpay'],
  ['amounts.firstSelfPaid', 'preselfpay_amt'],
  ['amounts.eligible', 'inscp_scp_amt'],
  ['amounts.deductible', 'act_pay_dedc'],
  ['amounts.basic', 'hifp_pay'],
  ['amounts.civilServant', 'cvlserv_pay'],
  ['amounts.enterprise', 'hifes_pay'],
  ['amounts.criticalIllness', 'hifmi_pay'],
  ['amounts.largeSum', 'hifob_pay'],
  ['amounts.disabled', 'hifdm_pay'],
  ['amounts.assistance', 'maf_pay'],
  ['amounts.other', 'oth_pay'],
  ['amounts.account', 'acct_pay'],
  ['amounts.cash', 'psn_cash_pay'],
  ['amounts.personal', 'psn_part_amt'],
  ['amounts.hospital', 'hosp_part_amt'],
  ['amounts.fundPaid', 'fund_pay_sumamt'],
  ['amounts.drug', 'eb_drug_fee'],
  ['amounts.veterans', 'eb_veterans_amt'],
  ['cancer.pathologyConfirmed', 'eb_pathology_flag'],
  ['cancer.firstConfirmedOn', 'eb_first_confirmed_on'],
  ['cancer.metastatic', 'eb_metastatic_flag'],
  ['cancer.stage', 'eb_stage'],
  ['cancer.hiv', 'eb_hiv_flag'],
  ['cancer.chemotherapy', 'eb_chemo_flag'],
  ['cancer.marrowTransplant', 'eb_transplant_flag'],
  ['causes', 'eb_cause_flags'],
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), body);

/** The body has passed its route's schema: here only names change. */
export const cellsOfClean = (body: unknown, filled: RecordCells): RecordCells => {
  const cells: RecordCells = { ...filled };
  for (const [path, column] of CLEAN_PATHS) {
    const value = valueAt(body, path);
    const text = Array.isArray(value) ? value.join(';') : textOf(value);
    if (text !== undefined && text !== '') cells[column] = text;
  }
  return cells;
};

export const cleanPathOf = (column: string): string =>
  CLEAN_PATHS.find(([, name]) => name === column)?.[0] ?? column;
