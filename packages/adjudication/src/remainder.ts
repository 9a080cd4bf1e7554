/**
 * The disputed rest of a claim whose undisputed part was approved: answered, it is decided again as a following version
 * that pays the difference; refused, by a named person, the paid part stays as it is.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import type { Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { decideTask } from '@erbao/review/review-task';
import { objectionWindow } from './approval.ts';
import { checkOpen, checkReviewer, type TaskDesk } from './bench.ts';
import { reopenPaid } from './reopening.ts';
import { answerItem, type GivenVerdict } from './verdict.ts';

const closing = ({ task, reviewer, at }: TaskDesk, given: GivenVerdict): readonly Write[] => [
  decideTask(task, {
    verdict: given.verdict,
    reason: given.reason,
    decidedBy: reviewer.subject,
    decidedAt: at,
  }),
  recordDeed(
    {
      subjectId: task.claimId,
      at,
      who: reviewer.subject,
      action: `remainder-${given.verdict}`,
      details: { version: task.adjudicationVersion },
    },
    task.taskId,
  ),
];

const answering = (desk: TaskDesk, given: Extract<GivenVerdict, { verdict: 'answer' }>): readonly Write[] => {
  const { claim, task } = desk;
  const { claimId, adjudicationVersion: version } = claim;
  // one payment after the other: what is still at the bank may come back
  if (claim.state !== 'paid' || version !== task.adjudicationVersion)
    throw new Conflict('first-part-not-paid', { claimId });
  const answers = [...claim.answers.map((one) => ({ ...one })), answerItem(given, desk)];
  return [...reopenPaid(desk, 'remainder-answered', { answers }), ...closing(desk, given)];
};

/** Throws Conflict for a verdict that the rest does not take, and while the first part is not paid. */
export const planRemainder = (
  desk: TaskDesk,
  given: GivenVerdict,
): { readonly next: 'decide-again' | 'refused'; readonly writes: readonly Write[] } => {
  checkOpen(desk);
  checkReviewer(desk);
  const { claim, task, at, reviewer } = desk;
  const { claimId, memberId } = claim;
  if (given.verdict === 'answer') return { next: 'decide-again', writes: answering(desk, given) };
  if (given.verdict !== 'refuse') throw new Conflict('question-open', { claimId });
  const refusal = { code: given.code ?? 'refused-by-reviewer', text: given.reason, by: reviewer.subject };
  const noted = noteOnClaim(claim, { refusal, refusedAt: at, ...objectionWindow(desk) });
  const told = announce({ kind: 'claim-part-refused', claimId, memberId }, at, claimId, task.taskId);
  return { next: 'refused', writes: [noted, ...closing(desk, given), told] };
};
