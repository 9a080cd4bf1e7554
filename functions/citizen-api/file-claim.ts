/**
 * Filing: what can be seen to be wrong is answered at once; then the claim message goes on the queue, where every channel
 * files. The number follows from the filing id, so that sending the form twice is one claim.
 */
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { fileClaim as route } from '@erbao/api-contracts/citizen-routes';
import { type ClaimMessage, claimContentHash, claimNumber } from '@erbao/api-contracts/claim-message';
import { findClaim } from '@erbao/claims/claim';
import type { Messages } from '@erbao/cloud-kit/messages';
import { findPapers } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, InvalidInput, NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMember } from '@erbao/members/member-store';

const CHANNEL = 'citizen-api';

/** Every paper must be one that this member got a ticket for, of the kind it is named as. */
export const checkPapersOwned = async (
  tables: Tables,
  memberId: string,
  papers: ClaimMessage['papers'],
): Promise<void> => {
  const known = await findPapers(
    tables,
    papers.map((paper) => paper.paperId),
  );
  const allOwned = papers.every(({ kind }, place) => {
    const paper = known[place];
    return paper?.memberId === memberId && paper.kind === kind;
  });
  if (!allOwned) throw new InvalidInput('paper-not-yours');
};

const checkBill = async (tables: Tables, bill: ClaimMessage['bill']): Promise<void> => {
  const date = bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn;
  if (date === undefined) throw new InvalidInput('bill-date-missing');
  if ((await findHospital(tables, bill.hospitalId)) === undefined) throw new InvalidInput('hospital-unknown');
};

export const fileClaim =
  ({ tables, claims, clock }: { tables: Tables; claims: Messages; clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, body }) => {
    const memberId = ownMemberId(caller);
    if ((await findMember(tables, memberId)) === undefined) throw new NotFound('member-unknown');
    await checkBill(tables, body.bill);
    await checkPapersOwned(tables, memberId, body.papers);
    const message: ClaimMessage = {
      ...body,
      contract: 'erbao.claim/1',
      channel: CHANNEL,
      // two people may choose the same filing id; they must not meet in one claim
      filingId: contentId('filing', memberId, body.filingId),
      filedAt: clock(),
      filedBy: caller.subject,
      insured: { memberId },
    };
    const claimId = claimNumber(CHANNEL, message.filingId);
    const known = await findClaim(tables, claimId);
    if (known !== undefined && known.contentHash !== claimContentHash(message))
      throw new Conflict('filing-id-reused', { claimId });
    await claims.send(JSON.stringify(message));
    return { claimId, state: 'filed' };
  };
