/** Issues the ticket for one paper of a member, at the phone or at the counter. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { DeclaredType, PaperType } from '@erbao/api-contracts/paper-states';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { MOST_PAPER_BYTES, type Paper, paperIdOf, paperKey, ticketPaper } from './paper.ts';

export type TicketNeeds = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };
export type AskedPaper = Pick<Paper, 'sha256'> & {
  readonly kind: PaperKind;
  readonly contentType: DeclaredType;
  readonly bytes: number;
};

/** Throws InvalidInput `paper-is-ofd`, which says what to do instead, before anything is sent. */
const takenType = (declared: DeclaredType): PaperType => {
  if (declared === 'application/ofd') throw new InvalidInput('paper-is-ofd');
  return declared === 'image/heif' ? 'image/heic' : declared;
};

/** The same content asked for again gets a ticket to the same place, so a broken sending is simply repeated. */
export const issueTicket = async (
  { tables, papers, clock }: TicketNeeds,
  person: { readonly memberId: string; readonly askedBy: string },
  { kind, contentType: declared, sha256, bytes }: AskedPaper,
) => {
  const contentType = takenType(declared);
  const { memberId, askedBy: ticketedBy } = person;
  const paperId = paperIdOf(memberId, kind, sha256);
  const paper = { paperId, memberId, kind, contentType, sha256, promisedBytes: bytes, ticketedBy };
  await tables.commit([ticketPaper({ ...paper, ticketedAt: clock() })]);
  const upload = await papers.uploadTicket({
    key: paperKey(paperId),
    contentType,
    sha256,
    maxBytes: MOST_PAPER_BYTES,
  });
  return { paperId, upload };
};
