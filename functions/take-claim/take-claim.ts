/** One claim message → one claim and one execution named by its number, however often the message comes. */
import { type ClaimMessage, claimContentHash, claimNumber } from '@erbao/api-contracts/claim-message';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, findClaim } from '@erbao/claims/claim';
import { insertClaim } from '@erbao/claims/claim-moves';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { instant } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import { memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import { maskAccountNumber, maskName } from '@erbao/personal-data/masking';

export type Needs = {
  readonly tables: Tables;
  readonly workflows: Workflows;
  readonly cipher: FieldCipher;
  readonly index: BlindIndex;
};

const insuredMember = async ({ tables, index }: Needs, { insured }: ClaimMessage): Promise<string> => {
  const memberId = 'memberId' in insured ? insured.memberId : await memberIdOf(index, insured.identityNumber);
  if ((await findMember(tables, memberId)) === undefined) throw new InvalidInput('member-unknown');
  return memberId;
};

const sealedAccount = async ({ cipher }: Needs, claimId: string, account: ClaimMessage['account']) => ({
  sealedHolder: await cipher.seal(account.holder, `claim/${claimId}/account`),
  sealedNumber: await cipher.seal(account.number, `claim/${claimId}/account`),
  maskedHolder: maskName(account.holder),
  maskedNumber: maskAccountNumber(account.number),
  bankName: account.bankName,
  cnaps: account.cnaps,
  relation: account.relation,
});

const newClaim = async (needs: Needs, message: ClaimMessage, claimId: string): Promise<Claim> => ({
  claimId,
  state: 'filed',
  version: 1,
  memberId: await insuredMember(needs, message),
  channel: message.channel,
  filingId: message.filingId,
  filedAt: instant(message.filedAt),
  filedBy: message.filedBy,
  contentHash: claimContentHash(message),
  invoice: message.invoice,
  bill: message.bill,
  papers: message.papers,
  missing: [],
  supplementRound: 0,
  account: await sealedAccount(needs, claimId, message.account),
  answers: [],
  adjudicationVersion: 0,
});

/** The claim is kept, by this message or by an earlier delivery of it. */
const keep = async (needs: Needs, message: ClaimMessage, claimId: string): Promise<void> => {
  const known = await findClaim(needs.tables, claimId);
  if (known !== undefined) {
    // the same filing id with other contents is another claim: nobody may guess which one is meant
    if (known.contentHash !== claimContentHash(message))
      throw new InvalidInput('filing-id-reused', { claimId });
    return;
  }
  if ((await findHospital(needs.tables, message.bill.hospitalId)) === undefined)
    throw new InvalidInput('hospital-unknown', { hospitalId: message.bill.hospitalId });
  const claim = await newClaim(needs, message, claimId);
  const outcome = await needs.tables.commit([
    insertClaim(claim),
    recordDeed({
      subjectId: claimId,
      at: claim.filedAt,
      who: claim.filedBy,
      action: 'claim-filed',
      details: { channel: claim.channel },
    }),
  ]);
  // another delivery of the message was faster; the next try compares the contents
  if (!outcome.committed) throw new Conflict('claim-kept-meanwhile', { claimId });
};

export const takeClaim =
  (needs: Needs) =>
  async (message: ClaimMessage): Promise<string> => {
    const claimId = claimNumber(message.channel, message.filingId);
    await keep(needs, message, claimId);
    await needs.workflows.start({ workflow: 'claim-review', name: claimId, input: { claimId } });
    return claimId;
  };
