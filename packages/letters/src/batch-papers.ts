/** 零星报销结算申请单 and 零星报销付费清单: what finance signs before a batch goes to the bank [nansha 第四部分 二(二)3]. */
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fen } from '@erbao/kernel/money';
import { capitalYuan } from './capital-yuan.ts';
import {
  type BatchPaper,
  PAPER_TITLES_ZH,
  type PaymentApplication,
  type PaymentList,
} from '@erbao/api-contracts/letters';
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

const about = (paper: BatchPaper) =>
  facts([
    ['日结日期', chineseDate(paper.closingOn)],
    ['笔数', String(paper.count)],
    ['合计金额', money(paper.totalFen)],
    ['制单人', paper.assembledBy],
    ['复核人', paper.approvedBy ?? '（待复核）'],
  ]);

/** Places to sign: the paper is kept on file for ten years. */
const signing = (): Content => ({
  columns: ['制单人：', '复核人：', '财务负责人：', '日期：'].map((text) => ({ text, width: '*' })),
  margin: [0, 34, 0, 0],
  fontSize: 10,
  unbreakable: true,
});

const application = (paper: PaymentApplication): Content[] => [
  about(paper),
  heading('申请事项'),
  paragraph(
    `申请从 ${paper.payerName} 向 ${paper.count} 笔已核定的零星报销申请支付救助金，合计 ${money(paper.totalFen)}（大写：${capitalYuan(fen(paper.totalFen))}）。明细见同批次《零星报销付费清单》。`,
  ),
  table(
    [
      { name: '方案', width: '*' },
      { name: '笔数', width: 70, right: true },
      { name: '金额', width: 130, right: true },
    ],
    paper.schemes.map((scheme) => [scheme.title, String(scheme.count), money(scheme.totalFen)]),
    ['合计', String(paper.count), money(paper.totalFen)],
  ),
  paragraph(''),
  small(`转账文件格式：${paper.formatName}。另有 ${paper.held} 笔因账户待核对未列入本批次。`),
  signing(),
];

const list = (paper: PaymentList): Content[] => [
  about(paper),
  heading('付费明细'),
  table(
    [
      { name: '序号', width: 28, right: true },
      { name: '申请编号 · 付款编号', width: 178 },
      { name: '户名', width: 96 },
      { name: '账号', width: 62 },
      { name: '开户行', width: '*' },
      { name: '联行号', width: 76 },
      { name: '金额', width: 86, right: true },
    ],
    paper.lines.map((line, place) => [
      String(place + 1),
      `${line.claimId}\n${line.paymentId}`,
      line.holder,
      line.maskedNumber,
      line.bankName,
      line.cnaps,
      money(line.amountFen),
    ]),
    ['', '合计', `${paper.count} 笔`, '', '', '', money(paper.totalFen)],
  ),
  paragraph(''),
  small(`合计大写：${capitalYuan(fen(paper.totalFen))}`),
  signing(),
];

export const batchPaperPage = (paper: BatchPaper): TDocumentDefinitions => {
  const name = PAPER_TITLES_ZH[paper.kind];
  return documentOf({
    name,
    number: paper.batchId,
    landscape: paper.kind === 'list',
    content: [title(name, paper.batchId), ...(paper.kind === 'list' ? list(paper) : application(paper))],
  });
};
