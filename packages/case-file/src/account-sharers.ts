/** Claims of other people that name the same account: strangers are a reason to look, one family is not. */
import type { Claim } from '@erbao/claims/claim';
import { type ClaimKey, othersUnder } from '@erbao/claims/claim-keys';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { AccountProposal } from '@erbao/payout/payment-proposal';

/** One guardian's account may serve several children, and the guardian too. */
const isOneFamily = (claim: Claim, { relation, holderIndex }: ClaimKey): boolean =>
  holderIndex !== undefined &&
  holderIndex === claim.holderIndex &&
  (relation === 'guardian' || claim.account?.relation === 'guardian');

/** The strangers' claims, by id. */
export const accountSharers = async (tables: Tables, claim: Claim): Promise<readonly string[]> => {
  const others = await othersUnder(tables, claim, 'account');
  return others
    .filter((other) => other.memberId !== claim.memberId && !isOneFamily(claim, other))
    .map(({ claimId }) => claimId);
};

/** The claim as if it had been filed with the proposed account; undefined when none is proposed. */
export const withProposed = (
  claim: Claim,
  { account, accountIndex, holderIndex }: Pick<AccountProposal, 'account' | 'accountIndex' | 'holderIndex'>,
): Claim | undefined =>
  account === undefined || accountIndex === undefined
    ? undefined
    : { ...claim, account, accountIndex, holderIndex };
