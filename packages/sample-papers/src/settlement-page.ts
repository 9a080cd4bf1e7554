/** 医疗保险住院结算单, with the amounts of the national record (field-standards §1.5, §1.6) in the order sheets print them. */
import { capitalYuan } from '@erbao/letters/capital-yuan';
import type { FieldName } from '@erbao/paper-reading/reading-fields';
import type { Fen } from '@erbao/kernel/money';
import type { Content } from 'pdfmake/interfaces.js';
import type { PaperFacts } from './paper-facts.ts';
import {
  dateValue,
  fenValue,
  grid,
  pageOf,
  sampleMark,
  seal,
  textValue,
  yuan,
  type SamplePage,
} from './sample-page.ts';

const A4 = { width: 595, height: 842 };

const amountsOf = ({ amounts }: PaperFacts): readonly (readonly [FieldName, string, Fen])[] => [
  ['total', '医疗费总额', amounts.totalFen],
  ['selfFunded', '全自费金额', amounts.selfFundedFen],
  ['aboveLimit', '超限价自费费用', amounts.aboveLimitFen],
  ['firstSelfPaid', '先行自付金额', amounts.firstSelfPaidFen],
  ['eligible', '符合政策范围金额', amounts.eligibleFen],
  ['deductible', '实际支付起付线', amounts.deductibleFen],
  ['basic', '基本医疗保险统筹基金支出', amounts.basicFen],
  ['civilServant', '公务员医疗补助资金支出', amounts.civilServantFen],
  ['enterprise', '企业补充医疗保险基金支出', amounts.enterpriseFen],
  ['criticalIllness', '居民大病保险资金支出', amounts.criticalIllnessFen],
  ['largeSum', '职工大额医疗费用补助基金支出', amounts.largeSumFen],
  ['disabled', '伤残人员医疗保障基金支出', amounts.disabledFen],
  ['assistance', '医疗救助基金支出', amounts.assistanceFen],
  ['other', '其他支出', amounts.otherFen],
  ['fundPaid', '基金支付总额', amounts.fundPaidFen],
  ['hospitalPaid', '医院负担金额', amounts.hospitalFen],
  ['account', '个人账户支出', amounts.accountFen],
  ['cash', '个人现金支出', amounts.cashFen],
];

const amountTable = (facts: PaperFacts): Content => {
  const amounts = amountsOf(facts);
  const half = Math.ceil(amounts.length / 2);
  const cells = (place: number) => {
    const row = amounts[place];
    return [row?.[1] ?? '', { text: row === undefined ? '' : yuan(row[2]), alignment: 'right' as const }];
  };
  const rows = Array.from({ length: half }, (_, row) => [...cells(row), ...cells(row + half)]);
  const head = ['项目', '金额（元）', '项目', '金额（元）'];
  return { table: { widths: ['*', 75, '*', 75], body: [head, ...rows] }, margin: [0, 6, 0, 6] };
};

const heading = (facts: PaperFacts): Content[] => [
  { text: '广州市医疗保险住院结算单', fontSize: 16, alignment: 'center' },
  sampleMark('非真实结算单'),
  grid(
    [
      ['定点医疗机构', facts.hospitalName],
      ['结算编号', facts.settlementId],
      ['姓名', facts.name],
      ['身份证号', facts.identityNumber],
      ['性别', facts.sex],
      ['险种类型', '城乡居民基本医疗保险'],
      ['住院号', facts.recordNumber],
      ['医疗类别', '普通住院'],
      ['入院日期', facts.admittedOn],
      ['出院日期', facts.dischargedOn],
      ['出院诊断', facts.diagnosis.name],
      ['诊断编码', facts.diagnosis.code],
    ],
    2,
  ),
];

export const settlementSheet = (facts: PaperFacts, isStamped: boolean): SamplePage => {
  const personalFen = facts.amounts.personalFen ?? facts.amounts.cashFen;
  const sum = `个人负担总金额（大写）：${capitalYuan(personalFen)}    （小写）：${yuan(personalFen)}`;
  const clerk: readonly (readonly [string, string])[] = [
    ['经办人', '样经办'],
    ['打印日期', facts.dischargedOn],
  ];
  return {
    form: 'settlement-sheet',
    issuedOn: facts.dischargedOn,
    page: pageOf(A4, [
      ...heading(facts),
      amountTable(facts),
      { text: sum, margin: [4, 2, 0, 8] },
      grid(clerk, 2),
      ...(isStamped ? seal(430, 268, '结算专用章（样本）') : []),
    ]),
    truth: {
      ...Object.fromEntries(amountsOf(facts).map(([name, , fen]) => [name, fenValue(fen)])),
      personal: fenValue(personalFen),
      capitalTotal: fenValue(personalFen),
      hospitalName: textValue(facts.hospitalName),
      settlementId: textValue(facts.settlementId),
      patientName: textValue(facts.name),
      identityNumber: textValue(facts.identityNumber),
      recordNumber: textValue(facts.recordNumber),
      admittedOn: dateValue(facts.admittedOn),
      dischargedOn: dateValue(facts.dischargedOn),
      diagnosis: textValue(facts.diagnosis.name),
      diagnosisCode: textValue(facts.diagnosis.code),
    },
  };
};
