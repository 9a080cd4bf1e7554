/** A ticket for one photograph or PDF; the same content again gets a ticket to the same place. */
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { ticketPaper as route } from '@erbao/api-contracts/citizen-routes';
import { checkWard, memberOfIdentity } from '@erbao/case-file/filing';
import { issueTicket, type TicketNeeds } from '@erbao/documents/paper-ticket';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';

export const ticketPaper =
  (needs: TicketNeeds & { readonly index: BlindIndex }): UseCaseOf<typeof route> =>
  async ({ caller, body: { ward, ...paper } }) => {
    const own = ownMemberId(caller);
    if (ward === undefined) return issueTicket(needs, { memberId: own, askedBy: caller.subject }, paper);
    const member = await memberOfIdentity(needs, ward.identityNumber);
    checkWard(member, needs.clock());
    return issueTicket(needs, { memberId: member.memberId, askedBy: caller.subject }, paper);
  };
