/** What the joint office determines, by people who took no part before; and its papers handed back. */
import { recordDeed } from '@erbao/audit/audit-event';
import { moveClaim } from '@erbao/claims/claim-moves';
import { RETURN_PAPERS } from '@erbao/deadlines/commitments';
import type { Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { checkOpen, checkReviewer, type Desk, keeping, type TaskDesk } from './bench.ts';
import { determineInsisted } from './insistence.ts';
import type { Determination } from './joint-office.ts';
import { determineObjection } from './objection.ts';

/** Throws Conflict for a word that does not fit the task, and when the claim has moved on. */
export const planDetermination = (desk: TaskDesk, given: Determination): readonly Write[] => {
  checkOpen(desk);
  checkReviewer(desk);
  const { kind, taskId } = desk.task;
  if (kind === 'insisted') return determineInsisted(desk, given);
  if (kind === 'objection') return determineObjection(desk, given);
  throw new Conflict('determination-not-asked', { taskId });
};

export type HandingBack = { readonly method: string; readonly mailNumber?: string | undefined };

/** The papers are back with the citizen: who gave them, how and when. */
export const planHandingBack = (desk: Desk, by: string, how: HandingBack): readonly Write[] => {
  const { claim, at } = desk;
  if (claim.state !== 'returning') throw new Conflict('papers-not-returnable', { claimId: claim.claimId });
  return [
    moveClaim(claim, 'papers-handed-back', { handedBack: { ...how, by, at } }),
    ...keeping(desk, RETURN_PAPERS.deadlineId),
    recordDeed({
      subjectId: claim.claimId,
      at,
      who: by,
      action: 'papers-handed-back',
      details: { method: how.method },
    }),
  ];
};
