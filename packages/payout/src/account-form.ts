/**
 * Whether an account can be paid to, and whether it is the person's own, as far as the account and the register say.
 * `refuse`: the bank would turn the line down. `ask`: somebody else's account; a person decides (heirs, a wrong relation).
 * `warn`: a likely slip of the pen, shown and nothing else once money goes out, because passbooks and corporate accounts
 * need no Luhn digit (field-standards §4).
 */
export type CheckedAccount = {
  readonly holder: string;
  readonly number: string;
  readonly bankName: string;
  readonly cnaps: string;
  readonly relation: 'self' | 'guardian';
};

const WEIGHTS = {
  'cnaps-form': 'refuse',
  'account-form': 'refuse',
  'holder-form': 'refuse',
  'bank-form': 'refuse',
  'outside-charset': 'refuse',
  'holder-not-member': 'ask',
  'holder-not-guardian': 'ask',
  'guardian-of-adult': 'ask',
  luhn: 'warn',
  'bank-not-of-cnaps': 'warn',
} as const;
export type AccountFinding = keyof typeof WEIGHTS;
export type FindingWeight = (typeof WEIGHTS)[AccountFinding];

export const weightOf = (finding: AccountFinding): FindingWeight => WEIGHTS[finding];

/** Oracle's CNAPS guide: account at most 32, name at most 60 characters. */
const ACCOUNT = /^\d{8,32}$/;
const CNAPS = /^\d{12}$/;
const MOST_NAME = 60;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that no bank takes
const UNPRINTABLE = /[\u0000-\u001f\u007f|]/;

const isName = (text: string): boolean =>
  text.trim() !== '' &&
  Array.from(text).length <= MOST_NAME &&
  !UNPRINTABLE.test(text) &&
  text === text.trim();

/** What no bank takes; a door refuses it at once. */
export const formFindings = (account: CheckedAccount): readonly AccountFinding[] => [
  ...(CNAPS.test(account.cnaps) ? [] : ['cnaps-form' as const]),
  ...(ACCOUNT.test(account.number) ? [] : ['account-form' as const]),
  ...(isName(account.holder) ? [] : ['holder-form' as const]),
  ...(isName(account.bankName) ? [] : ['bank-form' as const]),
];

/** True for a number whose last digit is the check of the others; only cards (16–19 digits) are held to it. */
export const passesLuhn = (number: string): boolean => {
  let sum = 0;
  for (const [place, digit] of Array.from(number).reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};
const isCard = (number: string): boolean => /^\d{16,19}$/.test(number);

/** 行别代码: the first three digits of a CNAPS code. Local banks share 313, 314, 320, 402 and are not told apart. */
const BANKS: readonly (readonly [word: string, code: string])[] = [
  ['工商银行', '102'],
  ['农业银行', '103'],
  ['中国银行', '104'],
  ['建设银行', '105'],
  ['交通银行', '301'],
  ['中信银行', '302'],
  ['光大银行', '303'],
  ['华夏银行', '304'],
  ['民生银行', '305'],
  ['广发银行', '306'],
  ['平安银行', '307'],
  ['招商银行', '308'],
  ['兴业银行', '309'],
  ['浦东发展银行', '310'],
  ['邮政储蓄', '403'],
];
const isOfBank = ({ bankName, cnaps }: CheckedAccount): boolean => {
  const bank = BANKS.find(([word]) => bankName.includes(word));
  return bank === undefined || cnaps.startsWith(bank[1]);
};

const slips = (account: CheckedAccount): readonly AccountFinding[] => [
  ...(isCard(account.number) && !passesLuhn(account.number) ? ['luhn' as const] : []),
  ...(CNAPS.test(account.cnaps) && !isOfBank(account) ? ['bank-not-of-cnaps' as const] : []),
];

/** Names of minorities are written with several dots; for comparing only, what is paid keeps its spelling. */
const compared = (name: string): string => name.normalize('NFC').replaceAll(/[\s·•・‧∙.．。]/g, '');

export type AccountOwner = {
  readonly memberName: string;
  readonly minor: boolean;
  /** Of the guardian who files, where the register knows the person. */
  readonly guardianName?: string | undefined;
};

/** Nansha 五(二)2(5)(7): the member's own account; a minor's guardian's may stand in. */
const ownerFindings = (account: CheckedAccount, owner: AccountOwner): readonly AccountFinding[] => {
  const { memberName, minor, guardianName } = owner;
  if (compared(account.holder) === compared(memberName)) return [];
  if (account.relation === 'self') return ['holder-not-member'];
  if (!minor) return ['guardian-of-adult'];
  return guardianName === undefined || compared(account.holder) === compared(guardianName)
    ? []
    : ['holder-not-guardian'];
};

/** Everything but the characters, which depend on the bank's file. */
export const accountFindings = (account: CheckedAccount, owner: AccountOwner): readonly AccountFinding[] => [
  ...formFindings(account),
  ...ownerFindings(account, owner),
  ...slips(account),
];

/** What keeps a payment out of a batch: never a warning, and no question that a person has answered. */
export const blockingFindings = (
  findings: readonly AccountFinding[],
  accountConfirmed: boolean,
): readonly AccountFinding[] =>
  findings.filter((one) => weightOf(one) === 'refuse' || (weightOf(one) === 'ask' && !accountConfirmed));
