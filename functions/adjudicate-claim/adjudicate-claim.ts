/** An accepted claim → decided by the engine, in one transaction with its ceilings; whoever comes second finds it so. */
import { billDateOf, factsOfClaim } from '@erbao/adjudication/claim-facts';
import { type District, deciderOn } from '@erbao/adjudication/decider';
import { adjudicate } from '@erbao/adjudication/plan';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { type Claim, claimById } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import type { ClaimState } from '@erbao/claims/lifecycle';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { findMember } from '@erbao/members/member-store';

export type Needs = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly district: District;
  readonly clock: Clock;
};
export type Output = { readonly claimId: string; readonly next: 'review' | 'approved' | 'finished' };

const NEXT: Readonly<Partial<Record<ClaimState, Output['next']>>> = {
  decided: 'review',
  approved: 'approved',
  'in-payment': 'approved',
  'payment-failed': 'approved',
  refused: 'finished',
  paid: 'finished',
};

const decide = async ({ tables, schemes, district, clock }: Needs, claim: Claim): Promise<void> => {
  const { claimId, memberId } = claim;
  const member = await findMember(tables, memberId);
  const hospital = await findHospital(tables, claim.bill.hospitalId);
  if (member === undefined || hospital === undefined) throw new Defect('claim-without-register', { claimId });
  const version = claim.adjudicationVersion + 1;
  const outcome = await adjudicate(
    tables,
    {
      subjectId: claimId,
      version,
      memberId,
      facts: factsOfClaim(claim, member, hospital),
      scheme: deciderOn(schemes, district, billDateOf(claim.bill)),
      ...(district.parameters === undefined ? {} : { parameters: district.parameters }),
      at: clock(),
      who: 'engine',
    },
    ({ record }) => [
      moveClaim(claim, 'engine-decided', {
        adjudicationVersion: version,
        outcome: record.outcome,
        totalFen: record.totalFen,
      }),
    ],
  );
  if (!outcome.done) throw new Conflict('claim-moved-on', { claimId });
};

export const adjudicateClaim =
  (needs: Needs) =>
  async ({ claimId }: { readonly claimId: string }): Promise<Output> => {
    const claim = await claimById(needs.tables, claimId);
    if (claim.state === 'accepted') {
      await decide(needs, claim);
      return { claimId, next: 'review' };
    }
    const next = NEXT[claim.state];
    if (next === undefined) throw new Defect('claim-not-accepted', { claimId, state: claim.state });
    return { claimId, next };
  };
