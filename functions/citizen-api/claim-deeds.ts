/** What a citizen does with an own claim that is under way. Every deed says what it needs the claim to be. */
import { recordById } from '@erbao/adjudication/adjudication-record';
import { findAccumulators } from '@erbao/adjudication/accumulators';
import type { Desk } from '@erbao/adjudication/bench';
import { planReply, planWithdrawal } from '@erbao/adjudication/citizen-deeds';
import { planInsistence } from '@erbao/adjudication/insistence';
import { planObjection } from '@erbao/adjudication/objection';
import type { Caller } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/citizen-routes';
import { openDesk } from '@erbao/case-file/claim-desk';
import { checkPapersOwned } from '@erbao/case-file/filing';
import { type Claim, claimById } from '@erbao/claims/claim';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { ownClaim } from '@erbao/case-file/own-claim';

type Needs = { readonly tables: Tables; readonly clock: Clock };

const doing = async (
  { tables, clock }: Needs,
  caller: Caller,
  claimId: string,
  plan: (desk: Desk) => readonly Write[] | Promise<readonly Write[]>,
): Promise<Pick<Claim, 'claimId' | 'state'>> => {
  const desk = await openDesk(tables, await ownClaim(tables, caller, claimId), clock());
  const outcome = await tables.commit(await plan(desk));
  if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
  return claimById(tables, claimId);
};

export const withdrawClaim =
  (needs: Needs): UseCaseOf<typeof routes.withdrawClaim> =>
  ({ caller, params, body }) =>
    doing(needs, caller, params.claimId, async (desk) => {
      const { claim } = desk;
      const given = { by: caller.subject, reason: body.reason };
      if (claim.state !== 'decided') return planWithdrawal(desk, given);
      const record = await recordById(needs.tables, claim.claimId, claim.adjudicationVersion);
      const accumulators = await findAccumulators(needs.tables, claim.memberId, record.schemeId);
      return planWithdrawal(desk, { ...given, standing: { record, accumulators } });
    });

export const insistOnClaim =
  (needs: Needs): UseCaseOf<typeof routes.insistOnClaim> =>
  ({ caller, params, body }) =>
    doing(needs, caller, params.claimId, (desk) =>
      planInsistence(desk, { reason: body.reason, by: caller.subject }),
    );

export const objectToDecision =
  (needs: Needs): UseCaseOf<typeof routes.objectToDecision> =>
  ({ caller, params, body }) =>
    doing(needs, caller, params.claimId, (desk) =>
      planObjection(desk, { reason: body.reason, by: caller.subject }),
    );

export const replyToQuestion =
  (needs: Needs): UseCaseOf<typeof routes.replyToQuestion> =>
  ({ caller, params, body }) =>
    doing(needs, caller, params.claimId, async (desk) => {
      const papers = body.papers ?? [];
      await checkPapersOwned(needs.tables, desk.claim.memberId, papers);
      return planReply(desk, { text: body.text, by: caller.subject, papers });
    });

export const claimDeeds = (needs: Needs) => [
  bind(routes.withdrawClaim, withdrawClaim(needs)),
  bind(routes.insistOnClaim, insistOnClaim(needs)),
  bind(routes.replyToQuestion, replyToQuestion(needs)),
  bind(routes.objectToDecision, objectToDecision(needs)),
];
