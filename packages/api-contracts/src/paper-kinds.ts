/** The papers of a claim [nansha 五(二)2 (1)–(8)] and their names. */
export const PAPER_KINDS = [
  'invoice',
  'diagnosis',
  'medical-record',
  'cost-list',
  'bank-account',
  'identity-card',
  'household-register',
  'birth-certificate',
  'settlement-sheet',
  'stamped-copy',
  'specialist-diagnosis',
  'diagnosis-evidence',
  'admission-record',
  'chronic-certificate',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export const PAPER_NAMES_ZH: Readonly<Record<PaperKind, string>> = {
  invoice: '发票原件',
  diagnosis: '医生证明或疾病诊断证明',
  'medical-record': '病历本（出院小结或出院记录）',
  'cost-list': '费用汇总明细清单',
  'bank-account': '银行账户复印件',
  'identity-card': '病人身份证（正反面）',
  'household-register': '户口本',
  'birth-certificate': '出生证',
  'settlement-sheet': '医保结算单',
  'stamped-copy': '票据复印件（写明已报销金额，并加盖原报销部门公章）',
  'specialist-diagnosis': '专科医生出具的诊断证明',
  'diagnosis-evidence': '诊断依据（病理、影像等检查报告）',
  'admission-record': '入院记录',
  'chronic-certificate': '门诊慢性病证明（两名医生签名并加盖医院公章）',
};

export const isPaperKind = (word: string): word is PaperKind => PAPER_KINDS.some((kind) => kind === word);
