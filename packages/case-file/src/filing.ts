/** Filing at any door: what can be seen to be wrong is answered at once; then the message goes where every channel files. */
import { type ClaimMessage, claimContentHash, claimNumber } from '@erbao/api-contracts/claim-message';
import { findClaim } from '@erbao/claims/claim';
import type { Messages } from '@erbao/cloud-kit/messages';
import { findPapers } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { localDateOf, type Instant } from '@erbao/kernel/dates';
import { Conflict, InvalidInput, NotFound } from '@erbao/kernel/errors';
import { isMinor, type Member, memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';

/** Every paper must be one that was ticketed for this member, of the kind it is named as. */
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

/** Throws NotFound `member-unknown`. */
export const memberOfIdentity = async (
  { tables, index }: { readonly tables: Tables; readonly index: BlindIndex },
  identityNumber: string,
): Promise<Member> => {
  const member = await findMember(tables, await memberIdOf(index, identityNumber));
  if (member === undefined) throw new NotFound('member-unknown');
  return member;
};

/** A guardian acts for a minor only. Throws InvalidInput `guardian-for-adult`. */
export const checkWard = (ward: Member, at: Instant): void => {
  if (!isMinor(ward, localDateOf(at))) throw new InvalidInput('guardian-for-adult');
};

const checkBill = async (tables: Tables, { bill, claimKind }: ClaimMessage): Promise<void> => {
  const date = bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn;
  if (date === undefined) throw new InvalidInput('bill-date-missing');
  if (claimKind === 'supplementary' && bill.amounts.other === undefined)
    throw new InvalidInput('other-payer-sum-missing');
  if ((await findHospital(tables, bill.hospitalId)) === undefined) throw new InvalidInput('hospital-unknown');
};

export type FilingNeeds = { readonly tables: Tables; readonly claims: Messages };

/** The number follows from the filing id, so that sending the form twice is one claim. */
export const sendFiling = async (
  { tables, claims }: FilingNeeds,
  memberId: string,
  message: ClaimMessage,
): Promise<{ readonly claimId: string; readonly state: 'filed' }> => {
  await checkBill(tables, message);
  await checkPapersOwned(tables, memberId, message.papers);
  const claimId = claimNumber(message.channel, message.filingId);
  const known = await findClaim(tables, claimId);
  if (known !== undefined && known.contentHash !== claimContentHash(message))
    throw new Conflict('filing-id-reused', { claimId });
  await claims.send(JSON.stringify(message));
  return { claimId, state: 'filed' };
};
