/** The words beside which each form prints a field, as the papers of different places spell them. */
import type { FieldName, PaperForm } from './reading-fields.ts';

export type LabelledForm = Exclude<PaperForm, 'unknown'>;
type Labels = readonly (readonly [field: FieldName | 'stop', ...spellings: readonly string[]])[];

/** What stands beside fields and ends them. */
const STOPS = [
  '性别',
  '年龄',
  '民族',
  '出生',
  '住址',
  '科别',
  '科室',
  '床号',
  '项目名称',
  '金额(元)',
  '备注',
  '医疗机构类型',
  '医保类型',
  '医保编号',
  '业务流水号',
  '住院科别',
  '收款人',
  '复核人',
  '其他信息',
  '险种类型',
  '医疗类别',
  '经办人',
  '打印日期',
  '人员类别',
  '参保地',
  '签发机关',
  '交款人统一社会信用代码',
  '住院天数',
  '入院诊断',
  '联系电话',
] as const;
const stops: Labels = [['stop', ...STOPS]];

const STAY: Labels = [
  ['recordNumber', '住院号', '病案号', '病历号'],
  ['admittedOn', '入院日期', '入院时间'],
  ['dischargedOn', '出院日期', '出院时间'],
];

const RECEIPT: Labels = [
  ['billCode', '票据代码'],
  ['billNumber', '票据号码'],
  ['checkCode', '校验码'],
  ['issuedOn', '开票日期'],
  ['payerName', '交款人:'],
  ['hospitalName', '收款单位(章)', '收款单位'],
  ['recordNumber', '住院号', '病历号'],
  ['admittedOn', '住院时间'],
  ['capitalTotal', '(大写)', '大写'],
  ['total', '(小写)', '小写'],
  ['pooledFund', '医保统筹基金支付', '医保基金支付'],
  ['otherPaid', '其他支付'],
  ['account', '个人账户支付'],
  ['cash', '个人现金支付'],
  ['selfPaid', '个人自付'],
  ['selfFunded', '个人自费'],
  ...stops,
];

const SETTLEMENT: Labels = [
  ['hospitalName', '定点医疗机构', '医疗机构名称', '医院名称'],
  ['settlementId', '结算编号', '结算ID', '结算流水号'],
  ['patientName', '姓名', '参保人姓名'],
  ['identityNumber', '身份证号', '身份证号码', '证件号码', '公民身份号码'],
  ...STAY,
  ['diagnosis', '出院诊断', '诊断名称', '主要诊断'],
  ['diagnosisCode', '诊断编码', '疾病编码'],
  ['total', '医疗费总额', '医疗总费用', '费用总额'],
  ['selfFunded', '全自费金额'],
  ['aboveLimit', '超限价自费费用', '超限价金额'],
  ['firstSelfPaid', '先行自付金额'],
  ['eligible', '符合政策范围金额'],
  ['deductible', '实际支付起付线', '起付标准'],
  ['basic', '基本医疗保险统筹基金支出'],
  ['civilServant', '公务员医疗补助资金支出'],
  ['enterprise', '企业补充医疗保险基金支出'],
  ['criticalIllness', '居民大病保险资金支出'],
  ['largeSum', '职工大额医疗费用补助基金支出'],
  ['disabled', '伤残人员医疗保障基金支出'],
  ['assistance', '医疗救助基金支出'],
  ['other', '其他支出'],
  ['fundPaid', '基金支付总额'],
  ['hospitalPaid', '医院负担金额'],
  ['account', '个人账户支出'],
  ['cash', '个人现金支出'],
  ['capitalTotal', '(大写)', '大写'],
  ['personal', '(小写)', '小写'],
  ['stop', '个人负担总金额'],
  ...stops,
];

const DISCHARGE: Labels = [
  ['patientName', '姓名'],
  ...STAY,
  ['diagnosis', '出院诊断'],
  ...stops,
  ['stop', '入院情况', '诊疗经过', '出院情况', '出院医嘱', '医师签名'],
];

const IDENTITY: Labels = [
  ['patientName', '姓名'],
  ['identityNumber', '公民身份号码'],
  ['validFrom', '有效期限'],
  ...stops,
];

export const FORM_LABELS: Readonly<Record<LabelledForm, Labels>> = {
  'medical-receipt': RECEIPT,
  // the sums of a tax invoice are read from its code; the rest is a person's
  'vat-invoice': [],
  'settlement-sheet': SETTLEMENT,
  'discharge-summary': DISCHARGE,
  'identity-card': IDENTITY,
  'bank-card': [],
};
