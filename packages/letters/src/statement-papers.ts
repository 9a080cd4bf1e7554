/** 定点医疗机构申请结算单 and 定点医疗机构结算清单: what finance signs before a hospital is paid [nansha 第四部分 二(二)2]. */
import {
  STATEMENT_PAPER_TITLES_ZH,
  type StatementAbout,
  type StatementApplication,
  type StatementList,
} from '@erbao/api-contracts/statement-papers';
import { fen } from '@erbao/kernel/money';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { capitalYuan } from './capital-yuan.ts';
import {
  chineseDate,
  documentOf,
  facts,
  heading,
  money,
  paragraph,
  small,
  table,
  title,
} from './letter-page.ts';

const chineseMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

const about = (paper: StatementAbout): Content =>
  facts([
    ['医疗机构', paper.hospitalName],
    ['机构编号', paper.hospitalId],
    ['结算月份', chineseMonth(paper.month)],
    ['结账日期', chineseDate(paper.closedOn)],
    ['支付方', paper.payerName],
    ['支付日期', `${chineseDate(paper.payOn)}前`],
  ]);

const signing = (names: readonly (readonly [label: string, name: string])[]): Content => ({
  columns: [...names, ['日期', ''] as const].map(([label, name]) => ({
    text: `${label}：${name}`,
    width: '*',
  })),
  margin: [0, 34, 0, 0],
  fontSize: 10,
  unbreakable: true,
});

const sums = (paper: StatementAbout): Content =>
  table(
    [
      { name: '项目', width: '*' },
      { name: '人次', width: 60, right: true },
      { name: '医疗费总额', width: 120, right: true },
      { name: '申请支付金额', width: 120, right: true },
    ],
    [
      ['本月结算', String(paper.settled.count), money(paper.settled.billedFen), money(paper.settled.owedFen)],
      ...(paper.late.count === 0
        ? []
        : [['以前月份冲回、结转', String(paper.late.count), '', money(paper.late.owedFen)]]),
    ],
    ['应付合计', '', '', money(paper.payableFen)],
  );

const inWords = (paper: StatementAbout): string =>
  paper.payableFen > 0
    ? `应付合计大写：${capitalYuan(fen(paper.payableFen))}。`
    : '本月无应付金额，余额结转下月结算单冲抵。';

export const statementApplicationPage = (paper: StatementApplication): TDocumentDefinitions => {
  const name = STATEMENT_PAPER_TITLES_ZH.application;
  return documentOf({
    name,
    number: paper.statementId,
    content: [
      title(name, paper.statementId),
      about(paper),
      heading('申请事项'),
      paragraph(
        `${paper.hospitalName}垫付的《${paper.schemeTitle}》救助金，经与结算记录逐笔核对、三项合计一致后结账，申请由${paper.payerName}支付。明细见《${STATEMENT_PAPER_TITLES_ZH.list}》。`,
      ),
      sums(paper),
      paragraph(''),
      paragraph(inWords(paper)),
      ...(paper.lateLines.length === 0
        ? []
        : [
            heading('以前月份事项'),
            table(
              [
                { name: '原月份', width: 70 },
                { name: '结算ID', width: 130 },
                { name: '事项', width: '*' },
                { name: '金额', width: 110, right: true },
              ],
              paper.lateLines.map((line) => [
                chineseMonth(line.ofMonth),
                line.setlId,
                line.what,
                money(line.owedFen),
              ]),
            ),
          ]),
      paragraph(''),
      small(`支付依据：${paper.clause}。单据状态：${paper.stateName}。`),
      signing([
        ['制单', paper.preparedBy],
        ['复核', paper.checkedBy ?? ''],
        ['审批', paper.approvedBy ?? ''],
      ]),
    ],
  });
};

const days = (list: StatementList): Content =>
  table(
    [
      { name: '结算日期', width: '*' },
      { name: '人次', width: 120, right: true },
      { name: '申请支付金额', width: 180, right: true },
    ],
    (list.days ?? []).map((day) => [chineseDate(day.on), String(day.count), money(day.owedFen)]),
    ['合计', String(list.settled.count + list.late.count), money(list.payableFen)],
  );

const lines = (list: StatementList): Content =>
  table(
    [
      { name: '序号', width: 32, right: true },
      { name: '结算ID', width: 130 },
      { name: '结算日期', width: 84 },
      { name: '出院日期', width: 84 },
      { name: '医疗类别', width: 52 },
      { name: '医疗费总额', width: 100, right: true },
      { name: '申请支付金额', width: 100, right: true },
      { name: '备注', width: '*' },
    ],
    list.lines.map((line, place) => [
      String(place + 1),
      line.setlId,
      chineseDate(line.settledOn),
      chineseDate(line.endedOn),
      line.medicalType,
      money(line.billedFen),
      money(line.owedFen),
      line.remark,
    ]),
    ['', '合计', '', '', '', '', money(list.payableFen), ''],
  );

export const statementListPage = (list: StatementList): TDocumentDefinitions => {
  const name = STATEMENT_PAPER_TITLES_ZH.list;
  return documentOf({
    name,
    number: list.statementId,
    landscape: true,
    content: [
      title(name, list.statementId),
      about(list),
      heading('结算明细'),
      ...(list.days === undefined
        ? [lines(list)]
        : [small('笔数较多，本单按日汇总；逐笔明细见同名表格文件（XLSX）。'), days(list)]),
      paragraph(''),
      small(inWords(list)),
    ],
  });
};
