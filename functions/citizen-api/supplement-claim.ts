/** Papers handed in later: the claim goes back to the check, and the workflow that waits is told. */
import { planSupplement } from '@erbao/adjudication/citizen-deeds';
import type { supplementClaim as route } from '@erbao/api-contracts/citizen-routes';
import { openDesk } from '@erbao/case-file/claim-desk';
import { checkPapersOwned } from '@erbao/case-file/filing';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { ownClaim } from '@erbao/case-file/own-claim';

export const supplementClaim =
  ({ tables, clock }: { tables: Tables; clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, params, body: { papers } }) => {
    const claim = await ownClaim(tables, caller, params.claimId);
    const { claimId } = claim;
    const desk = await openDesk(tables, claim, clock());
    const writes = planSupplement(desk, { by: caller.subject, papers });
    await checkPapersOwned(tables, claim.memberId, papers);
    const outcome = await tables.commit(writes);
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return { claimId, state: 'filed' };
  };
