/** Who a payment goes to, opened for the bank's file or for a check; never kept open longer than that. */
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { maskAccountNumber, maskName } from '@erbao/personal-data/masking';
import type { CheckedAccount } from './account-form.ts';
import { Defect } from '@erbao/kernel/errors';
import type { PayeeAccount } from './payment-proposal.ts';

/** What a claim's sealed account is bound to: sealed for one claim, it does not open for another. */
export const accountContext = (claimId: string): string => `claim/${claimId}/account`;

/** `claimId` (or a statement's id) binds the sealed account to it: moved to another claim it does not open. */
export const openAccount = async (
  cipher: FieldCipher,
  claimId: string,
  account: PayeeAccount,
): Promise<CheckedAccount> => {
  const context = accountContext(claimId);
  return {
    holder: await cipher.open(account.sealedHolder, context),
    number: await cipher.open(account.sealedNumber, context),
    bankName: account.bankName,
    cnaps: account.cnaps,
    relation: account.relation,
  };
};

/** A corrected account goes before the one that the claim was filed with. */
export const payeeOf = (
  { paymentId, account }: { readonly paymentId: string; readonly account?: PayeeAccount | undefined },
  claim: { readonly account?: PayeeAccount | undefined },
): PayeeAccount => {
  const payee = account ?? claim.account;
  if (payee === undefined) throw new Defect('payment-without-account', { paymentId });
  return payee;
};

/** The account of a claim as it is stored: holder and number sealed, what people see masked. */
export const sealPayee = async (
  cipher: FieldCipher,
  claimId: string,
  account: CheckedAccount,
): Promise<PayeeAccount> => ({
  sealedHolder: await cipher.seal(account.holder, accountContext(claimId)),
  sealedNumber: await cipher.seal(account.number, accountContext(claimId)),
  maskedHolder: maskName(account.holder),
  maskedNumber: maskAccountNumber(account.number),
  bankName: account.bankName,
  cnaps: account.cnaps,
  relation: account.relation,
});
