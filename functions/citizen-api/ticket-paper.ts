/** A ticket for one photograph or PDF; the same content again gets a ticket to the same place. */
import type { ticketPaper as route } from '@erbao/api-contracts/citizen-routes';
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { Files } from '@erbao/cloud-kit/files';
import { MOST_PAPER_BYTES, paperIdOf, paperKey, ticketPaper as ticket } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';

export const ticketPaper =
  ({ tables, papers, clock }: { tables: Tables; papers: Files; clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, body }) => {
    const memberId = ownMemberId(caller);
    const { kind, contentType, sha256 } = body;
    const paperId = paperIdOf(memberId, kind, sha256);
    await tables.commit([ticket({ paperId, memberId, kind, contentType, sha256, ticketedAt: clock() })]);
    const upload = await papers.uploadTicket({
      key: paperKey(paperId),
      contentType,
      sha256,
      maxBytes: MOST_PAPER_BYTES,
    });
    return { paperId, upload };
  };
