/** Reads one cell of each kind. A blank cell never arrives here; what a blank means is the row's business. */
import {
  addDays,
  type Instant,
  type LocalDate,
  localDate,
  readLocalDate,
  shanghaiSecond,
} from '@erbao/kernel/dates';
import { type Fen, readFen, ZERO_FEN } from '@erbao/kernel/money';
import { readIdentityNumber } from './identity-number.ts';

export const CAUSE_FLAGS = [
  'drug-abuse',
  'nuclear',
  'maternity',
  'accident',
  'mass-disaster',
  'referred',
] as const;
export type CauseFlag = (typeof CAUSE_FLAGS)[number];

/** Stable codes; the sentence a hospital reads is {@link PROBLEM_ZH}. */
export const PROBLEM_ZH = {
  'cell-missing': '必填，不能为空',
  'amount-invalid': '金额格式不正确，应为数字，如 1234.56，不要千位分隔符、全角数字或单位',
  'amount-too-many-decimals': '金额最多两位小数',
  'amount-too-large': '单笔金额超过一千万元，请核对',
  'amount-negative': '金额不能为负；退费请将退费结算标志填 1',
  'date-invalid': '日期不正确，应为 2018-05-01 的形式',
  'time-invalid': '时间不正确，应为 2018-05-01 09:30:00 的形式',
  'dates-reversed': '结束日期早于开始日期',
  'identity-invalid': '证件号码不正确（长度、出生日期或校验位）',
  'facility-code-invalid': '机构编号应为 H 加 11 位数字',
  'key-invalid': '编号只能用字母、数字和连接符，不超过 40 位',
  'code-unknown': '代码不在国家代码表内',
  'diagnosis-invalid': '诊断代码应为 ICD-10 编码，如 C34.900',
  'flag-invalid': '标志只能填 1 或 0',
  'cause-unknown': '情形标志不在约定的词表内',
  'text-invalid': '文字过长或含有换行、控制字符',
  'facility-not-uploader': '机构编号与上传文件的医院不一致',
  'cell-formula': '单元格是公式，请复制后“选择性粘贴为数值”再上传',
  'cell-error': '单元格是错误值（如 #REF!、#N/A），请改正',
  'digits-lost': '号码以数字格式保存，15 位之后已丢失，请把该列设为“文本”后重新填写',
  'quote-broken': '引号不成对，本行无法拆分成列',
  'too-many-columns': '本行的列数多于表头',
  'too-few-columns': '本行的列数少于表头',
} as const;
export type ProblemCode = keyof typeof PROBLEM_ZH;

/** Either the value or why there is none. */
export type Cell<T> = { readonly value: T } | { readonly problem: ProblemCode };

// Ten million yuan. Sums over nine million rows still stay exact integers.
const MOST_FEN = 1_000_000_000;

const ZERO_CELL: Cell<Fen> = { value: ZERO_FEN };

export const amountCell = (text: string): Cell<Fen> => {
  // most cells of most rows
  if (text === '0.00') return ZERO_CELL;
  const read = readFen(text);
  if (!read.ok)
    return { problem: read.reason === 'too-many-decimals' ? 'amount-too-many-decimals' : 'amount-invalid' };
  return Math.abs(read.fen) > MOST_FEN ? { problem: 'amount-too-large' } : { value: read.fen };
};

// Nobody who is treated was born before; the day before the first day of the year 0 has no text.
const EARLIEST = localDate('1900-01-01');
const DATE_CELL = /^(\d{4})-?(\d{2})-?(\d{2})(?: \d{2}:\d{2}:\d{2})?$/;

/** `2018-05-01`, `20180501`, either with a time of day behind it. Slashes and serial numbers are refused, not guessed. */
export const dateCell = (text: string): Cell<LocalDate> => {
  const match = DATE_CELL.exec(text);
  const date = match === null ? undefined : readLocalDate(`${match[1]}-${match[2]}-${match[3]}`);
  return date === undefined || date < EARLIEST ? { problem: 'date-invalid' } : { value: date };
};

const TIME_CELL = /^(.{8,10}) ?(\d{2}):?(\d{2}):?(\d{2})$/;

/** A day and the one before, on which in UTC it begins. */
export type DayCell = { readonly date: LocalDate; readonly eve: LocalDate };

export const dayCell = (text: string): Cell<DayCell> => {
  const date = dateCell(text);
  return 'value' in date ? { value: { date: date.value, eve: addDays(date.value, -1) } } : date;
};

/** `readDay` may remember days: a file has few of them and reading one is most of the work. */
export const momentCell = (
  text: string,
  readDay: (day: string) => Cell<DayCell> = dayCell,
): Cell<Instant> => {
  const match = TIME_CELL.exec(text);
  if (match === null) return { problem: 'time-invalid' };
  const day = readDay(match[1] ?? '');
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])];
  if ('problem' in day || hour > 23 || minute > 59 || second > 59) return { problem: 'time-invalid' };
  return { value: shanghaiSecond(day.value, hour, minute, second) };
};

const INSURANCES = new Map([
  ['310', 'employee'],
  ['320', 'employee'],
  ['330', 'employee'],
  ['340', 'employee'],
  ['350', 'employee'],
  ['360', 'employee'],
  ['370', 'employee'],
  ['380', 'resident'],
  ['390', 'resident'],
  ['391', 'resident'],
  ['392', 'resident'],
  ['399', 'other'],
  ['410', 'other'],
  ['510', 'employee'],
] as const);
export type InsuranceWord = 'employee' | 'resident' | 'other';

const insurances: ReadonlyMap<string, InsuranceWord> = INSURANCES;
export const insuranceCell = (text: string): Cell<InsuranceWord> => {
  const value = insurances.get(text);
  return value === undefined ? { problem: 'code-unknown' } : { value };
};

export const flagCell = (text: string): Cell<boolean> =>
  text === '1' || text === '0' ? { value: text === '1' } : { problem: 'flag-invalid' };

const isCause = (text: string): text is CauseFlag => CAUSE_FLAGS.some((flag) => flag === text);
/** Words separated by `;` or `|`. */
export const causesCell = (text: string): Cell<readonly CauseFlag[]> => {
  const words = text.split(/[;|]/);
  return words.every(isCause) ? { value: words.filter(isCause) } : { problem: 'cause-unknown' };
};

const shaped =
  (shape: RegExp, problem: ProblemCode) =>
  (text: string): Cell<string> =>
    shape.test(text) ? { value: text } : { problem };

export const keyCell = shaped(/^[\w.-]{1,40}$/, 'key-invalid');
export const facilityCodeCell = shaped(/^H\d{11}$/, 'facility-code-invalid');
export const medicalTypeCell = shaped(/^[1-9]\d{1,5}$/, 'code-unknown');
export const certificateTypeCell = shaped(/^\d{2}$/, 'code-unknown');
/** No control characters; personal names run to 50 characters in the national record. */
export const textCell = shaped(/^[^\p{Cc}\p{Cs}]{1,100}$/u, 'text-invalid');
const diagnosisShape = shaped(/^[A-Z]\d\d[0-9A-Z.+*]{0,12}$/, 'diagnosis-invalid');
export const diagnosisCell = (text: string): Cell<string> => diagnosisShape(text.toUpperCase());

export const identityCell = (text: string): Cell<string> => {
  const value = readIdentityNumber(text);
  return value === undefined ? { problem: 'identity-invalid' } : { value };
};
/** Certificates other than the resident identity card (permits, passports). */
export const otherCertificateCell = shaped(/^[\w()（）-]{4,30}$/, 'identity-invalid');
