/** 医疗住院收费票据（电子）, laid out as the fiscal e-bill of field-standards §2.2. */
import { addFen, type Fen, shareOf, subtractFen } from '@erbao/kernel/money';
import { capitalYuan } from '@erbao/letters/capital-yuan';
import { fundComponentsFen } from '@erbao/national-record/amount-identities';
import type { Content } from 'pdfmake/interfaces.js';
import type { PaperFacts } from './paper-facts.ts';
import {
  dateValue,
  fenValue,
  grid,
  line,
  pageOf,
  sampleMark,
  seal,
  textValue,
  yuan,
  type SamplePage,
} from './sample-page.ts';

const SIZE = { width: 595, height: 420 };
const ITEMS = [
  ['床位费', 8],
  ['诊察费', 3],
  ['检查费', 17],
  ['化验费', 14],
  ['治疗费', 12],
  ['护理费', 6],
  ['西药费', 27],
] as const;

/** Shares in percent; what is left over is the last item. */
const itemsOf = ({ amounts }: PaperFacts): readonly (readonly [string, string])[] => {
  let left = amounts.totalFen;
  const items = ITEMS.map(([name, share]): readonly [string, string] => {
    const part = shareOf(amounts.totalFen, { num: share, den: 100 });
    left = subtractFen(left, part);
    return [name, yuan(part)];
  });
  return [...items, ['卫生材料费', yuan(left)]];
};

/** Who paid: funds and people make the total, and so do the parts that the people bear. */
const sharesOf = ({ amounts }: PaperFacts): Readonly<Record<'pooled' | 'other' | 'selfPaid', Fen>> => ({
  pooled: amounts.basicFen,
  other: subtractFen(fundComponentsFen(amounts), amounts.basicFen),
  selfPaid: subtractFen(addFen(amounts.accountFen, amounts.cashFen), amounts.selfFundedFen),
});

/** What a code on the paper says: the format is the issuer's own, so only its digits can be compared. */
const codeText = ({ bill, amounts, dischargedOn }: PaperFacts): string =>
  `SAMPLE;${bill.code};${bill.number};${bill.checkCode};${yuan(amounts.totalFen)};${dischargedOn.replaceAll('-', '')}`;

const heading = (facts: PaperFacts): Content[] => {
  const { bill, identityNumber } = facts;
  const masked = `${identityNumber.slice(0, 6)}********${identityNumber.slice(-4)}`;
  const left = [
    line('票据代码', bill.code),
    line('交款人统一社会信用代码', masked),
    line('交款人', facts.name),
  ];
  const right = [
    line('票据号码', bill.number),
    line('校验码', bill.checkCode),
    line('开票日期', facts.dischargedOn),
  ];
  const code = { qr: codeText(facts), fit: 58, width: 62 };
  return [
    { text: '广东省医疗住院收费票据（电子）', fontSize: 15, alignment: 'center', color: '#8a3b12' },
    sampleMark('非真实票据'),
    { columns: [{ stack: left }, { stack: right, width: 170 }, code], margin: [0, 4, 0, 4] },
  ];
};

const itemTable = (facts: PaperFacts): Content => {
  const items = itemsOf(facts);
  const half = Math.ceil(items.length / 2);
  const cells = ([name, amount]: readonly [string, string]) => [
    name,
    { text: amount, alignment: 'right' as const },
  ];
  const rows = items
    .slice(0, half)
    .map((item, place) => [...cells(item), ...cells(items[place + half] ?? ['', ''])]);
  const head = ['项目名称', '金额（元）', '项目名称', '金额（元）'];
  return { table: { widths: ['*', 90, '*', 90], body: [head, ...rows] }, fontSize: 8.5 };
};

const sums = ({ amounts }: PaperFacts): Content => ({
  columns: [
    { text: `金额合计（大写）：${capitalYuan(amounts.totalFen)}` },
    { text: `（小写）：¥${yuan(amounts.totalFen)}`, width: 170 },
  ],
  margin: [4, 4, 0, 4],
  fontSize: 10,
});

const otherFacts = (facts: PaperFacts): Content => {
  const { amounts } = facts;
  const { pooled, other, selfPaid } = sharesOf(facts);
  const pairs: readonly (readonly [string, string])[] = [
    ['业务流水号', facts.settlementId],
    ['住院号', facts.recordNumber],
    ['医疗机构类型', '综合医院'],
    ['性别', facts.sex],
    ['医保类型', '城乡居民'],
    ['住院时间', `${facts.admittedOn}至${facts.dischargedOn}`],
    ['医保统筹基金支付', yuan(pooled)],
    ['其他支付', yuan(other)],
    ['个人账户支付', yuan(amounts.accountFen)],
    ['个人现金支付', yuan(amounts.cashFen)],
    ['个人自付', yuan(selfPaid)],
    ['个人自费', yuan(amounts.selfFundedFen)],
  ];
  return { table: { widths: [16, '*'], body: [['其他信息', { stack: [grid(pairs, 3)] }]] }, fontSize: 8.5 };
};

export const medicalReceipt = (facts: PaperFacts, isStamped: boolean): SamplePage => {
  const { amounts, bill, dischargedOn } = facts;
  const { pooled, other, selfPaid } = sharesOf(facts);
  const signatures: Content = {
    columns: [
      { text: `收款单位（章）：${facts.hospitalName}` },
      { text: '复核人：样复核', width: 110 },
      { text: '收款人：样收款', width: 110 },
    ],
    margin: [4, 8, 0, 0],
  };
  const parts = [...heading(facts), itemTable(facts), sums(facts), otherFacts(facts), signatures];
  return {
    form: 'medical-receipt',
    issuedOn: dischargedOn,
    page: pageOf(SIZE, [...parts, ...(isStamped ? seal(108, 262, '收费专用章（样本）') : [])]),
    truth: {
      billCode: textValue(bill.code),
      billNumber: textValue(bill.number),
      checkCode: textValue(bill.checkCode),
      issuedOn: dateValue(dischargedOn),
      payerName: textValue(facts.name),
      hospitalName: textValue(facts.hospitalName),
      recordNumber: textValue(facts.recordNumber),
      total: fenValue(amounts.totalFen),
      capitalTotal: fenValue(amounts.totalFen),
      pooledFund: fenValue(pooled),
      otherPaid: fenValue(other),
      account: fenValue(amounts.accountFen),
      cash: fenValue(amounts.cashFen),
      selfPaid: fenValue(selfPaid),
      selfFunded: fenValue(amounts.selfFundedFen),
      admittedOn: dateValue(facts.admittedOn),
      dischargedOn: dateValue(dischargedOn),
    },
  };
};
