/**
 * Whether an account can be paid to, and whether it is the person's own. `refuse`: the bank would turn the line down, it
 * does not go out. `ask`: somebody else's account; a person decides (heirs, a wrong relation). `warn`: shown, nothing else,
 * because passbooks and corporate accounts need no Luhn digit (field-standards §4).
 */
import { type Charset, fitsCharset } from './bank-charset.ts';

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
  'guardian-of-adult': 'ask',
  luhn: 'warn',
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

/** True for a number whose last digit is the check of the others; only cards (16–19 digits) are held to it. */
export const passesLuhn = (number: string): boolean => {
  let sum = 0;
  for (const [place, digit] of Array.from(number).reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};
const isCard = (number: string): boolean => number.length >= 16 && number.length <= 19;

/** Names of minorities are written with several dots; for comparing only, what is paid keeps its spelling. */
const compared = (name: string): string => name.normalize('NFC').replaceAll(/[\s·•・‧∙.．。]/g, '');

const formFindings = (account: CheckedAccount, charset: Charset): readonly AccountFinding[] => [
  ...(CNAPS.test(account.cnaps) ? [] : ['cnaps-form' as const]),
  ...(ACCOUNT.test(account.number) ? [] : ['account-form' as const]),
  ...(isName(account.holder) ? [] : ['holder-form' as const]),
  ...(isName(account.bankName) ? [] : ['bank-form' as const]),
  ...(fitsCharset(account.holder + account.bankName, charset) ? [] : ['outside-charset' as const]),
];

export type AccountOwner = { readonly memberName: string; readonly minor: boolean };

/** Nansha 五(二)2(5)(7): the member's own account; a minor's guardian's may stand in, and the register knows no guardians. */
const ownerFindings = (account: CheckedAccount, owner: AccountOwner): readonly AccountFinding[] => {
  if (compared(account.holder) === compared(owner.memberName)) return [];
  if (account.relation === 'self') return ['holder-not-member'];
  return owner.minor ? [] : ['guardian-of-adult'];
};

export const checkAccount = (
  account: CheckedAccount,
  owner: AccountOwner,
  charset: Charset,
): readonly AccountFinding[] => [
  ...formFindings(account, charset),
  ...ownerFindings(account, owner),
  ...(isCard(account.number) && ACCOUNT.test(account.number) && !passesLuhn(account.number)
    ? ['luhn' as const]
    : []),
];

/** What keeps a payment out of a batch: never a warning, and no question that a person has answered. */
export const blockingFindings = (
  findings: readonly AccountFinding[],
  accountConfirmed: boolean,
): readonly AccountFinding[] =>
  findings.filter((one) => weightOf(one) === 'refuse' || (weightOf(one) === 'ask' && !accountConfirmed));
