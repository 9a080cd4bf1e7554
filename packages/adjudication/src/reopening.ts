/** A claim that had ended is decided again: a promise of its own, an execution of its own, the next version. */
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { promiseAgain } from '@erbao/deadlines/commitments';
import { planDeadline } from '@erbao/deadlines/deadline';
import { openDeadline } from '@erbao/deadlines/deadline-course';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import { type Desk, keepingMoneyPromises } from './bench.ts';

/** The word that starts the workflow for the version to come. */
export const toReview = (claim: Claim, at: Instant): Write => {
  const execution = `${claim.claimId}_v${String(latestVersion(claim) + 1)}`;
  return announce({ kind: 'claim-to-review', claimId: claim.claimId, execution }, at, execution);
};

/** The new promise with its watch, and the word that starts the workflow. */
export const deciding = ({
  claim,
  calendar,
  at,
}: Desk): { readonly promiseId: string; readonly writes: readonly Write[] } => {
  const { claimId, office } = claim;
  const promise = planDeadline(calendar, promiseAgain(latestVersion(claim) + 1), claimId, at, office);
  return {
    promiseId: promise.deadlineId,
    writes: [...openDeadline(promise), toReview(claim, at)],
  };
};

/** A paid claim: what was paid stands until the next version follows it. The promises about it were kept by the booking. */
export const reopenPaid = (
  desk: Desk,
  by: 'remainder-answered' | 'sum-objection-granted',
  set: Item,
): readonly Write[] => {
  const { claim, at } = desk;
  const again = deciding(desk);
  return [
    moveClaim(claim, by, { ...set, paidVersion: claim.adjudicationVersion, promiseId: again.promiseId }, [
      'refusal',
      'refusedAt',
    ]),
    ...keepingMoneyPromises({ ...desk, at: claim.paidAt ?? at }),
    ...again.writes,
  ];
};
