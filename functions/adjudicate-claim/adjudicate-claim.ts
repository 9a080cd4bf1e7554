/** An accepted claim → decided by the engine, in one transaction with its ceilings; whoever comes second finds it so. */
import { findRecord } from '@erbao/adjudication/adjudication-record';
import { billDateOf, decidedBill, factsOfClaim } from '@erbao/adjudication/claim-facts';
import { type District, deciderOn } from '@erbao/adjudication/decider';
import { adjudicateFollowing } from '@erbao/adjudication/following-decision';
import { adjudicate, type Planned, type Subject } from '@erbao/adjudication/plan';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { riskSignalsOf } from '@erbao/case-file/risk-signals';
import { type Claim, claimById, latestVersion } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import type { ClaimState } from '@erbao/claims/lifecycle';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Hospital } from '@erbao/hospitals/hospital';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import type { Member } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { paperSignals } from '@erbao/paper-checks/comparison';
import { isFindingCode } from '@erbao/paper-checks/finding';
import { engineApproval } from './engine-approval.ts';

export type Needs = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly district: District;
  /** Off: every claim is reviewed by people, whatever the table says. */
  readonly automation: boolean;
  readonly clock: Clock;
};
export type Output = {
  readonly claimId: string;
  readonly next: 'review' | 'approved' | 'finished';
  /** Where the workflow waits for the money, if it gets that far. */
  readonly waitId: string;
};

const NEXT: Readonly<Partial<Record<ClaimState, Output['next']>>> = {
  decided: 'review',
  asked: 'review',
  approved: 'approved',
  'in-payment': 'approved',
  'payment-failed': 'approved',
  registered: 'finished',
  refused: 'finished',
  objected: 'finished',
  upheld: 'finished',
  withdrawn: 'finished',
  returning: 'finished',
  returned: 'finished',
  closed: 'finished',
  paid: 'finished',
  recovering: 'finished',
  recovered: 'finished',
};

type Registered = { readonly member: Member; readonly hospital: Hospital };

const registered = async (tables: Tables, claim: Claim): Promise<Registered> => {
  const member = await findMember(tables, claim.memberId);
  const hospital = await findHospital(tables, claim.bill.hospitalId);
  if (member === undefined || hospital === undefined)
    throw new Defect('claim-without-register', { claimId: claim.claimId });
  return { member, hospital };
};

const subjectOf = (needs: Needs, claim: Claim, { member, hospital }: Registered): Subject => {
  const { schemes, district, clock } = needs;
  const { claimId, memberId } = claim;
  return {
    subjectId: claimId,
    version: latestVersion(claim) + 1,
    memberId,
    facts: factsOfClaim(claim, member, hospital),
    scheme: deciderOn(schemes, district, billDateOf(decidedBill(claim))),
    ...(district.parameters === undefined ? {} : { parameters: district.parameters }),
    at: clock(),
    who: 'engine',
  };
};

const decide = async (needs: Needs, claim: Claim): Promise<void> => {
  const { tables } = needs;
  const { claimId, paidVersion } = claim;
  const found = await registered(tables, claim);
  const subject = subjectOf(needs, claim, found);
  const riskSignals = [
    ...(await riskSignalsOf({ tables, claim, ...found })).filter(({ code }) => !isFindingCode(code)),
    ...(await paperSignals(tables, claimId)),
  ];
  const approve = await engineApproval(tables, { ...claim, riskSignals }, needs);
  const around = (planned: Planned): readonly Write[] => {
    const { record } = planned;
    const set = {
      adjudicationVersion: subject.version,
      outcome: record.outcome,
      totalFen: record.totalFen,
      riskSignals,
    };
    return approve(planned, set, subject.at) ?? [moveClaim(claim, 'engine-decided', set)];
  };
  const basis = paidVersion === undefined ? undefined : await findRecord(tables, claimId, paidVersion);
  const outcome =
    basis === undefined
      ? await adjudicate(tables, subject, around)
      : await adjudicateFollowing(tables, subject, basis, around);
  if (!outcome.done) throw new Conflict('claim-moved-on', { claimId });
};

export const adjudicateClaim =
  (needs: Needs) =>
  async ({ claimId }: { readonly claimId: string }): Promise<Output> => {
    const found = await claimById(needs.tables, claimId);
    if (found.state === 'accepted') await decide(needs, found);
    const claim = found.state === 'accepted' ? await claimById(needs.tables, claimId) : found;
    const next = NEXT[claim.state];
    if (next === undefined) throw new Defect('claim-not-accepted', { claimId, state: claim.state });
    return { claimId, next, waitId: paymentWait(claimId, claim.adjudicationVersion) };
  };
