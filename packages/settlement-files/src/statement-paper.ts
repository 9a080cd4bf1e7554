/** A statement as its papers show it: what both kinds say of it, and the lines of the list. */
import type {
  StatementAbout,
  StatementApplication,
  StatementListLine,
} from '@erbao/api-contracts/statement-papers';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { localDateOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { fen, printYuan } from '@erbao/kernel/money';
import { findMonth, type HospitalMonth } from '@erbao/one-stop/hospital-month';
import type { XlsxColumn } from '@erbao/tabular/write-xlsx';
import { LATE_PART, linesKey } from './closing-files.ts';
import { linesIn, linesOfClosing } from './read-lines.ts';
import { type Statement, STATEMENT_STATE_NAMES_ZH } from './statement.ts';
import { owedOf, type StatementLine } from './statement-lines.ts';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly schemes: SchemeBook };

const closedMonth = async (
  tables: Tables,
  { hospitalId, month, statementId }: Statement,
): Promise<HospitalMonth> => {
  const found = await findMonth(tables, hospitalId, month);
  if (found?.closedAt === undefined) throw new Defect('statement-of-open-month', { statementId });
  return found;
};

export const statementAbout = async (
  { tables, schemes }: Pick<Needs, 'tables' | 'schemes'>,
  statement: Statement,
): Promise<StatementAbout> => {
  const { statementId, hospitalId, month, payerName, payOn, clause, settled, late, payableFen } = statement;
  const [hospital, { closedAt = statement.preparedAt }] = await Promise.all([
    findHospital(tables, hospitalId),
    closedMonth(tables, statement),
  ]);
  const scheme = schemes.schemes.findLast(({ schemeId }) => schemeId === statement.schemeId);
  return {
    statementId,
    hospitalId,
    hospitalName: hospital?.name ?? hospitalId,
    month,
    payerName,
    schemeTitle: scheme?.title ?? statement.schemeId,
    closedOn: localDateOf(closedAt),
    payOn,
    clause,
    settled,
    late,
    payableFen,
  };
};

const WHAT_ZH: Readonly<Record<Exclude<StatementLine['kind'], 'settled'>, string>> = {
  reversed: '结账后冲正',
  carried: '上期余额结转',
};

const closingOf = async (tables: Tables, statement: Statement) => {
  const { closing } = await closedMonth(tables, statement);
  const { hospitalId, month } = statement;
  return { hospitalId, month, attempt: closing?.attempt ?? 0 };
};

export const statementApplication = async (
  needs: Needs,
  statement: Statement,
): Promise<StatementApplication> => {
  const { checkedBy, approvedBy, preparedBy, state, payerId } = statement;
  const closing = await closingOf(needs.tables, statement);
  const lateLines: StatementApplication['lateLines'] = [];
  for await (const line of linesIn(needs.files, linesKey(closing, LATE_PART))) {
    const owedFen = owedOf(line, payerId);
    if (owedFen === undefined || line.kind === 'settled') continue;
    lateLines.push({ ofMonth: line.ofMonth, setlId: line.setlId, what: WHAT_ZH[line.kind], owedFen });
  }
  return {
    kind: 'application',
    ...(await statementAbout(needs, statement)),
    stateName: STATEMENT_STATE_NAMES_ZH[state],
    preparedBy,
    ...(checkedBy === undefined ? {} : { checkedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    lateLines,
  };
};

const remarkOf = (line: StatementLine, month: string): string => {
  if (line.kind !== 'settled') return `${line.ofMonth} ${WHAT_ZH[line.kind]}`;
  return line.ofMonth === month ? '' : `${line.ofMonth} 补记`;
};

/** The statement's own lines, in the order of the list. */
export async function* statementListLines(
  { tables, files }: Pick<Needs, 'tables' | 'files'>,
  statement: Statement,
): AsyncGenerator<StatementListLine, void, void> {
  for await (const line of linesOfClosing(files, await closingOf(tables, statement))) {
    const owedFen = owedOf(line, statement.payerId);
    if (owedFen === undefined) continue;
    yield {
      setlId: line.setlId,
      settledOn: localDateOf(line.at),
      endedOn: line.endedOn,
      medicalType: line.medicalType,
      billedFen: line.billedFen,
      owedFen,
      remark: remarkOf(line, statement.month),
    };
  }
}

export const LIST_COLUMNS: readonly XlsxColumn[] = [
  { header: '序号', width: 8 },
  { header: '结算ID', width: 30 },
  { header: '结算日期', width: 12 },
  { header: '出院日期', width: 12 },
  { header: '医疗类别', width: 10 },
  { header: '医疗费总额（元）', width: 18 },
  { header: '申请支付金额（元）', width: 18 },
  { header: '备注', width: 24 },
];

export const listCells = (line: StatementListLine, place: number): readonly string[] => [
  String(place + 1),
  line.setlId,
  line.settledOn,
  line.endedOn,
  line.medicalType,
  printYuan(fen(line.billedFen)),
  printYuan(fen(line.owedFen)),
  line.remark,
];

export const APPLICATION_COLUMNS: readonly XlsxColumn[] = [
  { header: '项目', width: 24 },
  { header: '内容', width: 60 },
];

/** The application as a workbook shows it: the same facts and sums, a line each. */
export const applicationCells = (paper: StatementApplication): readonly (readonly string[])[] => [
  ['编号', paper.statementId],
  ['医疗机构', paper.hospitalName],
  ['机构编号', paper.hospitalId],
  ['结算月份', paper.month],
  ['支付方', paper.payerName],
  ['方案', paper.schemeTitle],
  ['结账日期', paper.closedOn],
  ['支付日期', paper.payOn],
  ['支付依据', paper.clause],
  ['本月结算人次', String(paper.settled.count)],
  ['本月医疗费总额（元）', printYuan(fen(paper.settled.billedFen))],
  ['本月申请支付金额（元）', printYuan(fen(paper.settled.owedFen))],
  ['以前月份笔数', String(paper.late.count)],
  ['以前月份金额（元）', printYuan(fen(paper.late.owedFen))],
  ...paper.lateLines.map((line) => [
    `${line.ofMonth} ${line.what}`,
    `${line.setlId} ${printYuan(fen(line.owedFen))}`.trim(),
  ]),
  ['应付合计（元）', printYuan(fen(paper.payableFen))],
  ['单据状态', paper.stateName],
  ['制单', paper.preparedBy],
  ['复核', paper.checkedBy ?? ''],
  ['审批', paper.approvedBy ?? ''],
];
