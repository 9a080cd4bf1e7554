/** The account of a payment against the member it is for: where claim, member and payment meet. */
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { localDateOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { isMinor, memberName } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { checkAccount } from '@erbao/payout/account-check';
import type { AccountFinding } from '@erbao/payout/account-form';
import type { Charset } from '@erbao/payout/bank-charset';
import { openAccount, payeeOf } from '@erbao/payout/payee';
import type { ClaimPayment } from '@erbao/payout/payment';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export const findingsOf = async (
  { tables, cipher }: { readonly tables: Tables; readonly cipher: FieldCipher },
  payment: ClaimPayment,
  claim: Claim,
  charset: Charset,
): Promise<readonly AccountFinding[]> => {
  const { claimId, memberId, filedAt } = claim;
  const member = await findMember(tables, memberId);
  if (member === undefined) throw new Defect('payment-without-member', { paymentId: payment.paymentId });
  const account = await openAccount(cipher, claimId, payeeOf(payment, claim));
  const name = await memberName(cipher, member);
  // a guardian's account stays good when the member comes of age between filing and payment
  return checkAccount(account, { memberName: name, minor: isMinor(member, localDateOf(filedAt)) }, charset);
};
