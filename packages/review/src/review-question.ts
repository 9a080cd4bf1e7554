/** What the engine, or the way a claim was filed, asks a person; and the fact that answers it. */
export type ExpectedFact =
  | 'pathologyConfirmed'
  | 'metastatic'
  | 'stage'
  | 'diagnosisCode'
  | 'facilityLevel'
  | 'splitBill'
  /** No fact of the claim: the reviewer judges, or somebody else must act first. */
  | 'judgement';

type Question = { readonly text: string; readonly expects: ExpectedFact };

const QUESTIONS: Readonly<Record<string, Question>> = {
  'pathology-missing': { text: '病理学检查是否确诊恶性肿瘤？首次确诊日期？', expects: 'pathologyConfirmed' },
  'metastasis-unknown': { text: '皮肤癌是否已发生转移？', expects: 'metastatic' },
  'stage-missing': { text: '肿瘤分期（如 T1N0M0、Ⅰ期）？', expects: 'stage' },
  'diagnosis-unreadable': { text: '主要诊断的 ICD-10 编码？', expects: 'diagnosisCode' },
  'facility-level-unknown': { text: '就诊医院当日的等级？', expects: 'facilityLevel' },
  'stay-crosses-year': {
    text: '住院跨年度：截至12月31日的各项金额（按费用清单）？其余部分将另立一件。',
    expects: 'splitBill',
  },
  'apply-afterwards': { text: '是否符合医后救助条件？请核定或不予救助。', expects: 'judgement' },
  'parameters-missing': { text: '所在地尚未提供具体标准，请联系方案管理员。', expects: 'judgement' },
  'parameters-invalid': { text: '所在地提供的具体标准有误，请联系方案管理员。', expects: 'judgement' },
  'chronic-registration': {
    text: '诊断证明是否有两名合资格医生签名和医院公章？医院是否有诊断资格？同意即登记，下月起生效。',
    expects: 'judgement',
  },
  'filed-late': { text: '出院（就诊）超过30天才申请：逾期原因是否成立？', expects: 'judgement' },
  'filed-by-guardian': { text: '户口本是否证明监护关系？账户是否为监护人本人账户？', expects: 'judgement' },
  'member-deceased': { text: '参保人已去世：由何人继承领取？须核对继承材料。', expects: 'judgement' },
};

export type ReviewQuestion = Question & { readonly code: string };

/** `cancer:pathology-missing` asks what `pathology-missing` asks; a code without a question is one of judgement. */
export const questionOf = (code: string): ReviewQuestion => {
  const known = QUESTIONS[code.slice(code.indexOf(':') + 1)];
  return { code, ...(known ?? { text: `请核实：${code}`, expects: 'judgement' }) };
};
