/** The service point's counter: papers and claims handed in for citizens, papers handed back. */
import { planHandingBack } from '@erbao/adjudication/petition';
import type * as routes from '@erbao/api-contracts/clerk-routes';
import { openDesk } from '@erbao/case-file/claim-desk';
import { checkWard, type FilingNeeds, memberOfIdentity, sendFiling } from '@erbao/case-file/filing';
import { claimById } from '@erbao/claims/claim';
import { issueTicket, type TicketNeeds } from '@erbao/documents/paper-ticket';
import { Conflict } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';

type Needs = FilingNeeds & TicketNeeds & { readonly index: BlindIndex };
const CHANNEL = 'site-counter';

export const ticketPaperAtCounter =
  (needs: Needs): UseCaseOf<typeof routes.ticketPaperAtCounter> =>
  async ({ caller, body: { identityNumber, ...paper } }) => {
    const { memberId } = await memberOfIdentity(needs, identityNumber);
    return issueTicket(needs, { memberId, askedBy: caller.subject }, paper);
  };

export const fileClaimAtCounter =
  (needs: Needs): UseCaseOf<typeof routes.fileClaimAtCounter> =>
  async ({ caller, body: { identityNumber, guardianIdentityNumber, ...body } }) => {
    const member = await memberOfIdentity(needs, identityNumber);
    const guardian =
      guardianIdentityNumber === undefined
        ? undefined
        : await memberOfIdentity(needs, guardianIdentityNumber);
    const { memberId } = member;
    const filedAt = needs.clock();
    if (body.byGuardian === true || guardian !== undefined) checkWard(member, filedAt);
    return sendFiling(needs, memberId, {
      ...body,
      contract: 'erbao.claim/1',
      channel: CHANNEL,
      filingId: contentId('filing', body.office, memberId, body.filingId),
      filedAt,
      filedBy: caller.subject,
      insured: { memberId },
      ...(guardian === undefined ? {} : { byGuardian: true, guardian: { memberId: guardian.memberId } }),
    });
  };

export const handBackPapers =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.handBackPapers> =>
  async ({ caller, params: { claimId }, body }) => {
    const desk = await openDesk(tables, await claimById(tables, claimId), clock());
    const outcome = await tables.commit(planHandingBack(desk, caller.subject, body));
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return claimById(tables, claimId);
  };
