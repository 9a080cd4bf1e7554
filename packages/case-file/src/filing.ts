/** Filing at any door: what can be seen to be wrong is answered at once; then the message goes where every channel files. */
import { billDateOf } from '@erbao/adjudication/claim-facts';
import { type ClaimMessage, claimContentHash, claimNumber } from '@erbao/api-contracts/claim-message';
import { findClaim } from '@erbao/claims/claim';
import type { Messages } from '@erbao/cloud-kit/messages';
import { findPapers } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { type Instant, localDate, localDateOf } from '@erbao/kernel/dates';
import { Conflict, InvalidInput, NotFound } from '@erbao/kernel/errors';
import { isMinor, type Member, memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import { formFindings } from '@erbao/payout/account-form';
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

/** A bill asks for money: it has an invoice, an account that a bank takes, and what others have paid. */
const checkBill = ({ bill, claimKind, invoice, account }: ClaimMessage): void => {
  if (invoice === undefined) throw new InvalidInput('invoice-missing');
  if (account === undefined) throw new InvalidInput('account-missing');
  const faults = formFindings(account);
  if (faults.length > 0) throw new InvalidInput('account-invalid', { fields: faults });
  // 复印件上必须明示已报销金额 [nansha 五(二)3]
  if (claimKind === 'supplementary' && bill.amounts.other === undefined)
    throw new InvalidInput('other-payer-sum-missing');
};

/** 门慢登记: one of the listed diseases, certified at a visit; no money is asked for. */
const checkRegistration = ({ bill }: ClaimMessage): void => {
  const { kind, servedOn, disease, amounts } = bill;
  // money is another claim's matter, when the registration is in effect
  if (Object.values(amounts).some((text) => text !== undefined && Number(text) !== 0))
    throw new InvalidInput('registration-with-amounts');
  if (kind !== 'chronic-outpatient') throw new InvalidInput('registration-kind-wrong');
  const listed = diseaseTableOn(diseaseTables, localDate(servedOn ?? ''))?.chronic ?? [];
  if (!listed.some((one) => one.disease === disease)) throw new InvalidInput('chronic-disease-unknown');
};

/** What can be seen to be wrong with a filing, whichever door it came through. */
export const checkFiling = async (tables: Tables, message: ClaimMessage): Promise<void> => {
  const { bill, claimKind } = message;
  billDateOf(bill);
  if (claimKind === 'chronic') checkRegistration(message);
  else checkBill(message);
  const { hospitalId } = bill;
  if ((await findHospital(tables, hospitalId)) === undefined)
    throw new InvalidInput('hospital-unknown', { hospitalId });
};

export type FilingNeeds = { readonly tables: Tables; readonly claims: Messages };

/** The number follows from the filing id, so that sending the form twice is one claim. */
export const sendFiling = async (
  { tables, claims }: FilingNeeds,
  memberId: string,
  message: ClaimMessage,
): Promise<{ readonly claimId: string; readonly state: 'filed' }> => {
  await checkFiling(tables, message);
  await checkPapersOwned(tables, memberId, message.papers);
  const claimId = claimNumber(message.channel, message.filingId);
  const known = await findClaim(tables, claimId);
  if (known !== undefined && known.contentHash !== claimContentHash(message))
    throw new Conflict('filing-id-reused', { claimId });
  await claims.send(JSON.stringify(message));
  return { claimId, state: 'filed' };
};
