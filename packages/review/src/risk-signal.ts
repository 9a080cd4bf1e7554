/**
 * What the data say against paying without a look. Any signal keeps the engine from approving; one that points to money
 * asked for twice or to strangers raises the level of review as the grey list does (processes A: high risk goes up one level).
 */
type Words = { readonly text: string; readonly raises: boolean };

const SIGNALS: Readonly<Record<string, Words>> = {
  'grey-listed': { text: '参保人在“灰名单”内，部分业务暂停结算。', raises: true },
  'invoice-claimed-before': { text: '同一票据代码和号码已用于其他申请。', raises: true },
  'settlement-claimed-before': { text: '同一医保结算ID已用于其他申请。', raises: true },
  'stay-settled-before': { text: '同一次就医已在医院“一站式”结算过。', raises: true },
  'account-shared': { text: '收款账户已用于其他参保人的申请，且不是同一监护人的账户。', raises: true },
  'hospital-not-designated': { text: '就医当日该医院不在定点范围内。', raises: false },
  'account-holder-not-member': { text: '账户户名不是参保人本人。', raises: false },
  'account-holder-not-guardian': { text: '账户户名不是提交申请的监护人。', raises: false },
  'account-guardian-of-adult': { text: '参保人已成年，账户却填为监护人的账户。', raises: false },
  'account-guardian-unknown': { text: '监护人账户：监护关系未登记，请核对户口本和户名。', raises: false },
  'account-luhn': { text: '银行卡号校验位不符，可能抄错；存折账号可能不适用。', raises: false },
  'account-bank-not-of-cnaps': { text: '联行号与开户银行名称不符。', raises: false },
  'receipt-seen-before': { text: '材料上的票据号码已出现在其他申请中。', raises: true },
  'picture-seen-before': { text: '同一份材料（或几乎相同的照片）已用于其他申请。', raises: true },
  'receipt-red-flushed': { text: '票据查验：已红冲，票据作废。', raises: true },
  'receipt-swapped-to-paper': { text: '票据查验：已换开纸质票据，须核对纸质原件。', raises: true },
  'receipt-not-found': { text: '票据查验：平台查无此票。', raises: true },
  'paper-amount-differs': { text: '票据、结算单与申请的金额不一致。', raises: false },
  'paper-name-differs': { text: '材料上的姓名与参保登记不一致。', raises: false },
  'paper-number-differs': { text: '材料上的号码（票据、证件、账号或结算ID）与申请不一致。', raises: false },
  'paper-date-differs': { text: '材料上的日期与申请不一致。', raises: false },
  'paper-diagnosis-differs': { text: '材料上的诊断与申请不一致。', raises: false },
  'paper-field-missing': { text: '材料上未找到应有的内容。', raises: false },
  'paper-field-unsure': { text: '材料上的内容未能可靠识别，且与申请不同：请对照原图。', raises: false },
  'paper-unusable': { text: '受理后发现材料不能使用（染毒或损坏）：请申请人重新提交。', raises: false },
  'paper-not-read': { text: '材料未能由机器识别：请人工录入。', raises: false },
  'paper-other-form': { text: '上传的材料与所选种类不符。', raises: false },
  'paper-is-vat-invoice': { text: '上传的是增值税发票，不是医疗收费票据。', raises: false },
  'chronic-registered-before': { text: '该病种已经登记。', raises: false },
  'chronic-three-registered': { text: '已登记满三个病种，第四个病种不享受待遇。', raises: false },
};

/** A signal that nobody has weighed goes up. */
export const raisesLevel = (code: string): boolean => SIGNALS[code]?.raises ?? true;

export const signalText = (code: string): string => SIGNALS[code]?.text ?? `请核实：${code}`;
