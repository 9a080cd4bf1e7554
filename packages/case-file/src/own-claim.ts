/** A citizen reaches own claims, and those filed as a guardian; another's is as unknown as one that does not exist. */
import { type Caller, ownMemberId } from '@erbao/api-contracts/caller';
import { type Claim, findClaim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';

export const ownClaim = async (tables: Tables, caller: Caller, claimId: string): Promise<Claim> => {
  const memberId = ownMemberId(caller);
  const claim = await findClaim(tables, claimId);
  // a counter may have filed for the guardian, and the guardian may have another sign-in since
  const asGuardian =
    claim?.guardianMemberId === memberId || (claim?.byGuardian === true && claim.filedBy === caller.subject);
  if (claim === undefined || (claim.memberId !== memberId && !asGuardian))
    throw new NotFound('claim-unknown', { claimId });
  return claim;
};
