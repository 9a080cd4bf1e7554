/** Issues the ticket for one paper of a member, at the phone or at the counter. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { MOST_PAPER_BYTES, type Paper, paperIdOf, paperKey, ticketPaper } from './paper.ts';

export type TicketNeeds = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };
export type AskedPaper = Pick<Paper, 'contentType' | 'sha256'> & { readonly kind: PaperKind };

export const issueTicket = async (
  { tables, papers, clock }: TicketNeeds,
  memberId: string,
  { kind, contentType, sha256 }: AskedPaper,
) => {
  const paperId = paperIdOf(memberId, kind, sha256);
  await tables.commit([ticketPaper({ paperId, memberId, kind, contentType, sha256, ticketedAt: clock() })]);
  const upload = await papers.uploadTicket({
    key: paperKey(paperId),
    contentType,
    sha256,
    maxBytes: MOST_PAPER_BYTES,
  });
  return { paperId, upload };
};
