/** An account that finance proposes for a payment: its form, sealed, and who else names it. */
import { accountSharers, withProposed } from '@erbao/case-file/account-sharers';
import { claimById } from '@erbao/claims/claim';
import { keepAccountKey } from '@erbao/claims/claim-keys';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import { checkAccount } from '@erbao/payout/account-check';
import { type CheckedAccount, weightOf } from '@erbao/payout/account-form';
import { sealPayee } from '@erbao/payout/payee';
import { type ClaimPayment, isForHospital, paidSubject, type Payment } from '@erbao/payout/payment';
import type { AccountProposal } from '@erbao/payout/payment-proposal';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';

export type ProposingNeeds = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly index: BlindIndex;
  readonly clock: Clock;
};

/** The form is checked at once; whose account it is, is what the two persons vouch for. */
export const formWarnings = (account: CheckedAccount): readonly string[] => {
  const findings = checkAccount(account, { memberName: account.holder, minor: false }, 'gb18030');
  const refused = findings.filter((finding) => weightOf(finding) === 'refuse');
  if (refused.length > 0) throw new InvalidInput('account-invalid', { fields: refused });
  return findings;
};

const strangersOf = async (
  tables: Tables,
  { claimId }: ClaimPayment,
  proposed: Parameters<typeof withProposed>[1],
): Promise<readonly string[]> => {
  const claim = withProposed(await claimById(tables, claimId), proposed);
  return claim === undefined ? [] : accountSharers(tables, claim);
};

/** Sealed, and held against the accounts of other people's claims. */
export const proposedAccount = async (
  { tables, cipher, index }: ProposingNeeds,
  payment: Payment,
  account: CheckedAccount,
): Promise<Pick<AccountProposal, 'account' | 'accountIndex' | 'holderIndex' | 'sharedWith'>> => {
  const sealed = { account: await sealPayee(cipher, paidSubject(payment), account) };
  if (isForHospital(payment)) return sealed;
  const keyed = {
    ...sealed,
    accountIndex: await index('account-number', account.number),
    holderIndex: await index('name', account.holder),
  };
  const sharedWith = await strangersOf(tables, payment, keyed);
  return sharedWith.length === 0 ? keyed : { ...keyed, sharedWith: [...sharedWith] };
};

/** Found with the claim from now on. Throws Conflict `account-shared-since` for strangers that nobody was told of. */
export const keptAccount = async (tables: Tables, payment: Payment): Promise<readonly Write[]> => {
  const { proposal } = payment;
  if (isForHospital(payment) || proposal === undefined) return [];
  const strangers = await strangersOf(tables, payment, proposal);
  if (strangers.some((claimId) => proposal.sharedWith?.includes(claimId) !== true))
    throw new Conflict('account-shared-since', { paymentId: payment.paymentId });
  const claim = withProposed(await claimById(tables, payment.claimId), proposal);
  return claim === undefined ? [] : keepAccountKey(claim);
};
