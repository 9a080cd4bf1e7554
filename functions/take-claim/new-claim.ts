/** A claim as its message says it, with the account sealed, and what its account shows when held against the register. */
import { billDateOf } from '@erbao/adjudication/claim-facts';
import { type ClaimMessage, claimContentHash } from '@erbao/api-contracts/claim-message';
import type { Claim, RiskSignal } from '@erbao/claims/claim';
import { isLate } from '@erbao/claims/filing-limit';
import { instant, localDateOf } from '@erbao/kernel/dates';
import { isMinor, type Member, memberName } from '@erbao/members/member';
import { isGuardianOf } from '@erbao/members/member-store';
import { accountFindings, type CheckedAccount } from '@erbao/payout/account-form';
import { sealPayee } from '@erbao/payout/payee';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';

type Keys = { readonly cipher: FieldCipher; readonly index: BlindIndex };
type Filed = {
  readonly claimId: string;
  readonly member: Member;
  readonly guardian: Member | undefined;
};

/** A person is asked whose account it is; the household register is on paper. */
const accountSignals = async (
  { cipher }: Keys,
  account: CheckedAccount,
  { member, guardian }: Filed,
  minor: boolean,
): Promise<readonly RiskSignal[]> => {
  const guardianName = guardian === undefined ? undefined : await memberName(cipher, guardian);
  const owner = { memberName: await memberName(cipher, member), minor, guardianName };
  const codes = accountFindings(account, owner).map((finding) => `account-${finding}`);
  const unknown = account.relation === 'guardian' && minor && guardian === undefined;
  return [...codes, ...(unknown ? ['account-guardian-unknown'] : [])].map((code) => ({ code, found: [] }));
};

const accountParts = async (
  keys: Keys,
  { account }: ClaimMessage,
  filed: Filed,
  minor: boolean,
): Promise<Pick<Claim, 'account' | 'accountIndex' | 'holderIndex' | 'riskSignals'>> => {
  if (account === undefined) return {};
  return {
    account: await sealPayee(keys.cipher, filed.claimId, account),
    accountIndex: await keys.index('account-number', account.number),
    holderIndex: await keys.index('name', account.holder),
    riskSignals: [...(await accountSignals(keys, account, filed, minor))],
  };
};

/** Throws InvalidInput `bill-date-missing`: without it neither lateness nor the scheme's version is known. */
export const newClaim = async (keys: Keys, message: ClaimMessage, filed: Filed): Promise<Claim> => {
  const { claimId, member, guardian } = filed;
  const filedAt = instant(message.filedAt);
  const claimKind = message.claimKind ?? 'single';
  const isRegistration = claimKind === 'chronic';
  return {
    claimId,
    state: 'filed',
    version: 1,
    memberId: member.memberId,
    channel: message.channel,
    filingId: message.filingId,
    filedAt,
    filedBy: message.filedBy,
    contentHash: claimContentHash(message),
    invoice: message.invoice,
    settlementNumber: message.settlementNumber,
    bill: message.bill,
    papers: message.papers,
    missing: [],
    supplementRound: 0,
    ...(await accountParts(keys, message, filed, isMinor(member, localDateOf(filedAt)))),
    claimKind,
    office: message.office,
    byGuardian: message.byGuardian,
    guardianMemberId: guardian?.memberId,
    ...(guardian !== undefined && isGuardianOf(member, guardian.memberId) ? { guardianKnown: true } : {}),
    // thirty days bind who asks for money [nansha 五(二)2], not who registers a disease
    late: !isRegistration && isLate(billDateOf(message.bill), localDateOf(filedAt)),
    answers: [],
    adjudicationVersion: 0,
  };
};
