/** Who a payment goes to, opened for the bank's file or for a check; never kept open longer than that. */
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import type { CheckedAccount } from './account-check.ts';
import type { PayeeAccount } from './payment.ts';

/** `claimId` binds the sealed account to its claim: moved to another claim it does not open. */
export const openAccount = async (
  cipher: FieldCipher,
  claimId: string,
  account: PayeeAccount,
): Promise<CheckedAccount> => {
  const context = `claim/${claimId}/account`;
  return {
    holder: await cipher.open(account.sealedHolder, context),
    number: await cipher.open(account.sealedNumber, context),
    bankName: account.bankName,
    cnaps: account.cnaps,
    relation: account.relation,
  };
};
