/** A citizen reaches own papers and those ticketed as a guardian; a clerk at the counter everybody's. */
import type { Caller } from '@erbao/api-contracts/caller';
import { paperById, type Paper } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';

/** Another's paper is as unknown as one that does not exist. Throws NotFound `paper-unknown`. */
export const ownPaper = async (tables: Tables, caller: Caller, paperId: string): Promise<Paper> => {
  const paper = await paperById(tables, paperId);
  const { memberId, ticketedBy } = paper;
  if (caller.roles.includes('site-clerk') || memberId === caller.memberId || ticketedBy === caller.subject)
    return paper;
  throw new NotFound('paper-unknown', { paperId });
};
