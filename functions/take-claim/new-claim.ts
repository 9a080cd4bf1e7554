/** A claim as its message says it, with the account sealed. */
import { billDateOf } from '@erbao/adjudication/claim-facts';
import { type ClaimMessage, claimContentHash } from '@erbao/api-contracts/claim-message';
import type { Claim } from '@erbao/claims/claim';
import { isLate } from '@erbao/claims/filing-limit';
import { instant, localDateOf } from '@erbao/kernel/dates';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { sealPayee } from '@erbao/payout/payee';

/** Throws InvalidInput `bill-date-missing`: without it neither lateness nor the scheme's version is known. */
export const newClaim = async (
  cipher: FieldCipher,
  message: ClaimMessage,
  { claimId, memberId }: Pick<Claim, 'claimId' | 'memberId'>,
): Promise<Claim> => {
  const filedAt = instant(message.filedAt);
  return {
    claimId,
    state: 'filed',
    version: 1,
    memberId,
    channel: message.channel,
    filingId: message.filingId,
    filedAt,
    filedBy: message.filedBy,
    contentHash: claimContentHash(message),
    invoice: message.invoice,
    bill: message.bill,
    papers: message.papers,
    missing: [],
    supplementRound: 0,
    account: await sealPayee(cipher, claimId, message.account),
    claimKind: message.claimKind ?? 'single',
    office: message.office,
    byGuardian: message.byGuardian,
    late: isLate(billDateOf(message.bill), localDateOf(filedAt)),
    answers: [],
    adjudicationVersion: 0,
  };
};
