/**
 * What stands on record against paying a claim without a look: the same invoice or settlement claimed before, the stay
 * settled at the window, a stranger's account, a hospital outside the designation, 灰名单, a registration too many. By keys
 * and indexes only; `found` holds ids. What the filing itself showed (account-…) is on the claim already.
 */
import { billDateOf } from '@erbao/adjudication/claim-facts';
import { SPLIT_CHANNEL } from '@erbao/adjudication/split-stay';
import type { Claim, RiskSignal } from '@erbao/claims/claim';
import { type KeyKind, othersUnder, standingAmong } from '@erbao/claims/claim-keys';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { facilityOn, type Hospital } from '@erbao/hospitals/hospital';
import type { Member } from '@erbao/members/member';
import { findSettlement, settlementsOfMember } from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import { accountSharers } from './account-sharers.ts';

type Asked = {
  readonly tables: Tables;
  readonly claim: Claim;
  readonly member: Member;
  readonly hospital: Hospital;
};

const signal = (code: string, found: readonly string[]): readonly RiskSignal[] =>
  found.length === 0 ? [] : [{ code, found: [...found] }];

/** Settled with money: the settlement that the claim names, whosever it is, or one of the member's on the bill's days. */
const settledStays = async ({ tables, claim }: Asked): Promise<readonly string[]> => {
  const { bill, memberId, settlementNumber } = claim;
  const { hospitalId } = bill;
  const until = billDateOf(bill);
  const from = bill.kind === 'inpatient' ? (bill.admittedOn ?? until) : until;
  const named =
    settlementNumber === undefined
      ? undefined
      : await findSettlement(tables, settlementIdOf(hospitalId, settlementNumber));
  const sameDays = (await settlementsOfMember(tables, memberId)).filter(
    (one) => one.hospitalId === hospitalId && one.sheet.beganOn <= until && one.sheet.endedOn >= from,
  );
  const settled = [...(named === undefined ? [] : [named]), ...sameDays]
    .filter(({ state, grantedFen }) => state === 'standing' && grantedFen > 0)
    .map(({ settlementId }) => settlementId);
  return [...new Set(settled)];
};

const standingUnder = async ({ tables, claim }: Asked, kind: KeyKind): Promise<readonly string[]> =>
  standingAmong(
    tables,
    (await othersUnder(tables, claim, kind)).map(({ claimId }) => claimId),
  );

/** The other half of a split stay has the same invoice, and was looked at by the person who split it. */
const claimedTwice = async (asked: Asked): Promise<readonly RiskSignal[]> => {
  const { claim } = asked;
  if (claim.channel === SPLIT_CHANNEL || claim.claimKind === 'chronic') return [];
  const [invoices, settlements, stays] = await Promise.all([
    standingUnder(asked, 'invoice'),
    standingUnder(asked, 'settlement'),
    settledStays(asked),
  ]);
  return [
    ...signal('invoice-claimed-before', invoices),
    ...signal('settlement-claimed-before', settlements),
    ...signal('stay-settled-before', stays),
  ];
};

const registerSignals = ({ claim, member, hospital }: Asked): readonly RiskSignal[] => {
  const { hospitalId, disease } = claim.bill;
  const designated = facilityOn(hospital, billDateOf(claim.bill)).designated;
  const chronic = claim.claimKind === 'chronic' ? (member.facts.chronic ?? []) : [];
  return [
    ...signal('grey-listed', member.facts.suspendedKinds ?? []),
    ...signal('hospital-not-designated', designated ? [] : [hospitalId]),
    ...signal(
      'chronic-registered-before',
      chronic.some((one) => one.disease === disease) ? [disease ?? ''] : [],
    ),
    ...signal('chronic-three-registered', chronic.length < 3 ? [] : chronic.map((one) => one.disease)),
  ];
};

/** What is on the claim already, and what the records say now; each code once. */
export const riskSignalsOf = async (asked: Asked): Promise<readonly RiskSignal[]> => {
  const { tables, claim } = asked;
  const now = [
    ...registerSignals(asked),
    ...(await claimedTwice(asked)),
    ...signal('account-shared', await accountSharers(tables, claim)),
  ];
  const fresh = new Set(now.map(({ code }) => code));
  return [...(claim.riskSignals ?? []).filter(({ code }) => !fresh.has(code)), ...now];
};
