/** Every field that a machine looks for, by the paper it stands on: its word, its type, and whether it tells of a person. */

/** What a paper turned out to be, by its headings and codes; `unknown` has no fields. */
export const PAPER_FORMS = [
  'medical-receipt',
  'vat-invoice',
  'settlement-sheet',
  'discharge-summary',
  'identity-card',
  'bank-card',
  'unknown',
] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];

export const PAPER_FORM_NAMES_ZH: Readonly<Record<PaperForm, string>> = {
  'medical-receipt': '医疗收费票据',
  'vat-invoice': '增值税发票',
  'settlement-sheet': '医保结算单',
  'discharge-summary': '出院小结',
  'identity-card': '居民身份证',
  'bank-card': '银行卡',
  unknown: '未能辨认的材料',
};

type FieldFacts = {
  readonly zh: string;
  readonly as: 'fen' | 'date' | 'text';
  /** How it is masked when shown; its value and raw text are sealed when kept. */
  readonly personal?: 'name' | 'identity-number' | 'account-number' | 'other';
};
const fen = (zh: string) => ({ zh, as: 'fen' }) as const;
const date = (zh: string) => ({ zh, as: 'date' }) as const;
const text = (zh: string) => ({ zh, as: 'text' }) as const;

/** Amounts of a bill carry the words of the claim's bill and of the national record (field-standards §1.5). */
export const READING_FIELDS = {
  // receipts (field-standards §2.2)
  billCode: text('票据代码'),
  billNumber: text('票据号码'),
  checkCode: text('校验码'),
  issuedOn: date('开票日期'),
  payerName: { zh: '交款人', as: 'text', personal: 'name' },
  hospitalName: text('医疗机构'),
  capitalTotal: fen('金额合计（大写）'),
  pooledFund: fen('医保统筹基金支付'),
  otherPaid: fen('其他支付'),
  selfPaid: fen('个人自付'),
  // amounts of receipts and settlement sheets
  total: fen('医疗费总额'),
  selfFunded: fen('个人自费'),
  aboveLimit: fen('超限价自费'),
  firstSelfPaid: fen('先行自付'),
  eligible: fen('符合政策范围'),
  deductible: fen('起付标准'),
  basic: fen('基本医疗统筹基金支出'),
  civilServant: fen('公务员医疗补助'),
  enterprise: fen('企业补充医疗保险'),
  criticalIllness: fen('大病保险支出'),
  largeSum: fen('职工大额医疗补助'),
  disabled: fen('伤残人员医疗保障'),
  assistance: fen('医疗救助支出'),
  other: fen('其他支出'),
  fundPaid: fen('基金支付总额'),
  personal: fen('个人负担总金额'),
  account: fen('个人账户支出'),
  cash: fen('个人现金支出'),
  hospitalPaid: fen('医院负担'),
  // people, stays, papers
  settlementId: text('结算编号'),
  patientName: { zh: '姓名', as: 'text', personal: 'name' },
  identityNumber: { zh: '公民身份号码', as: 'text', personal: 'identity-number' },
  recordNumber: { zh: '住院号', as: 'text', personal: 'other' },
  admittedOn: date('入院日期'),
  dischargedOn: date('出院日期'),
  diagnosis: text('出院诊断'),
  diagnosisCode: text('诊断编码'),
  validFrom: date('有效期起'),
  validTo: date('有效期止'),
  accountNumber: { zh: '卡号', as: 'text', personal: 'account-number' },
  bankName: text('银行'),
} as const satisfies Readonly<Record<string, FieldFacts>>;
export type FieldName = keyof typeof READING_FIELDS;

export const isFieldName = (word: string): word is FieldName => Object.hasOwn(READING_FIELDS, word);

export const factsOf = (name: FieldName): FieldFacts => READING_FIELDS[name];
