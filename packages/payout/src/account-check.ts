/** An account as a bank's file will carry it: its form and owner, and whether the file has its characters. */
import {
  type AccountFinding,
  type AccountOwner,
  accountFindings,
  type CheckedAccount,
} from './account-form.ts';
import { type Charset, fitsCharset } from './bank-charset.ts';

export const checkAccount = (
  account: CheckedAccount,
  owner: AccountOwner,
  charset: Charset,
): readonly AccountFinding[] => [
  ...(fitsCharset(account.holder + account.bankName, charset) ? [] : ['outside-charset' as const]),
  ...accountFindings(account, owner),
];
