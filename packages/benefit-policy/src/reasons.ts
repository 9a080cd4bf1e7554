/** The Chinese sentence of every reason, referral and alert code. Citizens and clerks read these, never the codes. */

const SENTENCES: Readonly<Record<string, string>> = {
  'kind-not-covered': '本方案不报销这一类就医费用。',
  'not-enrolled': '就医（出院）当日不在参保有效期内。',
  'not-insured': '当日未参加本方案要求的基本医疗保险。',
  suspended: '该类业务的结算已被暂停（“灰名单”），请联系服务中心。',
  'facility-not-designated': '就诊医院不在本方案的定点范围内。',
  'disease-not-registered': '该慢性病未在前三个登记病种之内，或登记次月尚未到。',
  'disease-not-covered': '该疾病（治疗项目）不在本方案的保障范围内。',
  'identity-not-covered': '当日不具备本方案规定的救助对象身份。',
  'already-reimbursed': '票据已经报销过；本项只受理完全自费的票据。',
  'excluded-cause': '费用由本方案排除的原因（生育、意外伤害或大范围急救）引起。',
  'not-referred': '在非定点医院就医，且没有转院证明和书面同意。',
  'amounts-inconsistent': '票据金额自相矛盾（例如为负数、已报销大于总费用），请核对后重新提交。',
  'date-missing': '缺少出院日期或就诊日期，无法确定适用的年度和版本。',
  'scheme-unknown': '没有这个救助方案。',
  'scheme-not-yet-valid': '就医日期早于本方案的开始日期。',
  'scheme-no-longer-valid': '就医日期晚于本方案的结束日期。',
  'parameters-missing': '本方案是框架方案，所在地尚未提供具体标准（参数）。',
  'parameters-invalid': '所在地提供的具体标准（参数）不完整或有错误。',
  'stay-crosses-year': '住院跨越年度，须先按年度结束日结算，再作为新的单据办理，转人工处理。',
  'facility-level-unknown': '医院等级未确认，转人工核定。',
  'apply-afterwards': '未在市内联网定点医院住院，请按规定申请医后救助，转人工办理。',
  'pathology-missing': '缺少病理学检查结果，癌症部分转人工核实。',
  'metastasis-unknown': '皮肤癌是否转移不明，癌症部分转人工核实。',
  'stage-missing': '缺少或无法识别肿瘤分期，癌症部分转人工核实。',
  'diagnosis-unreadable': '主要诊断编码无法识别，癌症部分转人工核实。',
  'out-of-policy-share': '提示：政策范围外费用超过医疗总费用的15%。',
};

export const isReason = (code: string): boolean => Object.hasOwn(SENTENCES, code);

/** All codes, for the desks that list or filter by reason. */
export const reasonCodes = (): readonly string[] => Object.keys(SENTENCES);

/** Also reads the referral of a part, `cancer:pathology-missing`. An unknown code is said to be unknown. */
export const reasonSentence = (code: string): string => {
  const reason = code.slice(code.indexOf(':') + 1);
  return SENTENCES[reason] ?? `未登记的原因代码（${reason}），请联系服务中心。`;
};
