/** Papers handed in later: the claim goes back to the check, and the workflow that waits is told. */
import type { supplementClaim as route } from '@erbao/api-contracts/citizen-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { checkPapersOwned } from '@erbao/case-file/filing';
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { ownClaim } from './own-claim.ts';

export const supplementClaim =
  ({ tables, clock }: { tables: Tables; clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, params, body }) => {
    const claim = await ownClaim(tables, caller, params.claimId);
    const { claimId, supplementRound: round } = claim;
    if (claim.state !== 'incomplete') throw new Conflict('claim-not-incomplete', { claimId });
    await checkPapersOwned(tables, claim.memberId, body.papers);
    const at = clock();
    const known = new Set(claim.papers.map((paper) => paper.paperId));
    const papers = [...claim.papers, ...body.papers.filter((paper) => !known.has(paper.paperId))];
    const outcome = await tables.commit([
      moveClaim(claim, 'papers-supplemented', { papers }),
      recordDeed({
        subjectId: claimId,
        at,
        who: caller.subject,
        action: 'papers-supplemented',
        details: { round },
      }),
      ...answerWait(supplementWait(claimId, round), { next: 'supplemented' }, at),
    ]);
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return { claimId, state: 'filed' };
  };
