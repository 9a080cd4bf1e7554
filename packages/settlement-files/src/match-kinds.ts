/** How a row of a month file and what stands on record met each other. */

export const MATCH_KINDS = [
  'matched',
  'file-only',
  'amount-differs',
  'record-only',
  'duplicate',
  'reversed',
  'undecided',
] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** What a hospital reads. */
export const MATCH_NAMES_ZH: Readonly<Record<MatchKind, string>> = {
  matched: '与结算记录一致',
  'file-only': '仅文件有（按文件核定）',
  'amount-differs': '与结算记录不一致',
  'record-only': '仅结算记录有',
  duplicate: '文件内重复',
  reversed: '涉及已冲正的结算',
  undecided: '未能核定',
};

/** `bad` is a row that cannot be read. */
export const DIFFERENCE_KINDS = [
  'amount-differs',
  'record-only',
  'duplicate',
  'reversed',
  'undecided',
  'bad',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const DIFFERENCE_NAMES_ZH: Readonly<Record<DifferenceKind, string>> = {
  'amount-differs': MATCH_NAMES_ZH['amount-differs'],
  'record-only': MATCH_NAMES_ZH['record-only'],
  duplicate: MATCH_NAMES_ZH.duplicate,
  reversed: MATCH_NAMES_ZH.reversed,
  undecided: MATCH_NAMES_ZH.undecided,
  bad: '数据有误',
};
