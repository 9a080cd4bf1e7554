/** One claim message → one claim and one execution named by its number, however often the message comes. */
import { type ClaimMessage, claimContentHash, claimNumber } from '@erbao/api-contracts/claim-message';
import { recordDeed } from '@erbao/audit/audit-event';
import { checkFiling } from '@erbao/case-file/filing';
import { noteRefusal, type Refusal } from '@erbao/case-file/refusals';
import { findClaim } from '@erbao/claims/claim';
import { insertClaimKeys } from '@erbao/claims/claim-keys';
import { insertClaim } from '@erbao/claims/claim-moves';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import { TELL_MISSING } from '@erbao/deadlines/commitments';
import { planDeadline } from '@erbao/deadlines/deadline';
import { openDeadline } from '@erbao/deadlines/deadline-course';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { instant, localDateOf } from '@erbao/kernel/dates';
import { asErbaoError, Conflict, InvalidInput } from '@erbao/kernel/errors';
import { isMinor, type Member, memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import { newClaim } from './new-claim.ts';

export type Needs = {
  readonly tables: Tables;
  readonly workflows: Workflows;
  readonly cipher: FieldCipher;
  readonly index: BlindIndex;
};

const memberNamed = async ({ tables, index }: Needs, person: ClaimMessage['insured']): Promise<Member> => {
  const memberId = 'memberId' in person ? person.memberId : await memberIdOf(index, person.identityNumber);
  const member = await findMember(tables, memberId);
  if (member === undefined) throw new InvalidInput('member-unknown');
  return member;
};

/** The claim is kept, by this message or by an earlier delivery of it. */
const keep = async (needs: Needs, message: ClaimMessage, claimId: string): Promise<void> => {
  const known = await findClaim(needs.tables, claimId);
  if (known !== undefined) {
    // the same filing id with other contents is another claim: nobody may guess which one is meant
    if (known.contentHash !== claimContentHash(message))
      throw new InvalidInput('filing-id-reused', { claimId });
    return;
  }
  await checkFiling(needs.tables, message);
  const member = await memberNamed(needs, message.insured);
  const guardian = message.guardian === undefined ? undefined : await memberNamed(needs, message.guardian);
  const claim = await newClaim(needs, message, { claimId, member, guardian });
  const { filedAt: at, filedBy: who, office } = claim;
  if (message.byGuardian === true && !isMinor(member, localDateOf(at)))
    throw new InvalidInput('guardian-for-adult', { claimId });
  const calendar = await officeCalendar(needs.tables, localDateOf(at));
  const details = { channel: claim.channel, ...(claim.late === true ? { late: true } : {}) };
  const outcome = await needs.tables.commit([
    insertClaim(claim),
    ...insertClaimKeys(claim),
    recordDeed({ subjectId: claimId, at, who, action: 'claim-filed', details }),
    ...openDeadline(planDeadline(calendar, TELL_MISSING, claimId, at, office)),
  ]);
  // another delivery of the message was faster; the next try compares the contents
  if (!outcome.committed) throw new Conflict('claim-kept-meanwhile', { claimId });
};

/** A channel's filing that is refused lies with the dead letters, and is on record as an attempt at any door is. */
const noted = (
  { tables }: Needs,
  { filedAt, filedBy: who }: ClaimMessage,
  what: Pick<Refusal, 'params' | 'error'>,
): Promise<void> =>
  noteRefusal({ tables, clock: () => instant(filedAt) })({ who, tried: 'claim-message', ...what });

export const takeClaim =
  (needs: Needs) =>
  async (message: ClaimMessage): Promise<string> => {
    const claimId = claimNumber(message.channel, message.filingId);
    try {
      await keep(needs, message, claimId);
    } catch (thrown) {
      const error = asErbaoError(thrown);
      // what is brought again is not refused
      if (error.kind === 'InvalidInput') await noted(needs, message, { params: { claimId }, error });
      throw error;
    }
    await needs.workflows.start({ workflow: 'claim-review', name: claimId, input: { claimId } });
    return claimId;
  };
