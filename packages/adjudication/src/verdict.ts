/**
 * What a person's verdict on a review task does: one plan, one transaction. Agreeing at the last level approves the
 * claim and makes its payment; refusing takes the decision back; answering a question takes it back as well and lets the
 * engine decide again with the answered facts.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { AnsweredFacts, Claim } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict, Forbidden, InvalidInput } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { insertPayment, paymentIdOf } from '@erbao/payout/payment';
import { decideTask, type ReviewTask } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { planReversal } from './reversal.ts';

export type GivenVerdict =
  | { readonly verdict: 'agree'; readonly reason: string }
  | { readonly verdict: 'refuse'; readonly reason: string }
  | { readonly verdict: 'answer'; readonly reason: string; readonly facts: AnsweredFacts };

export type Bench = {
  readonly claim: Claim;
  readonly task: ReviewTask;
  /** All tasks of the claim, of every version. */
  readonly tasks: readonly ReviewTask[];
  readonly record: AdjudicationRecord;
  readonly accumulators: Accumulators;
  readonly reviewer: { readonly subject: string; readonly roles: readonly string[] };
  readonly at: Instant;
};

/** What the workflow does next; its Choice knows these words. */
export type NextStep = 'next-level' | 'approved' | 'refused' | 'decide-again';

/** One person never decides two levels of one claim; nobody reviews a claim that he or she filed. */
export const checkReviewer = ({ claim, task, tasks, reviewer }: Bench): void => {
  if (!reviewer.roles.includes(task.role)) throw new Forbidden('review-level-not-yours', { role: task.role });
  if (claim.filedBy === reviewer.subject) throw new Forbidden('own-filing-not-reviewable');
  const otherLevels = tasks.filter((other) => other.taskId !== task.taskId && other.level !== task.level);
  if (otherLevels.some((other) => other.decidedBy === reviewer.subject))
    throw new Forbidden('two-levels-by-one-person');
};

const checkOpen = ({ claim, task }: Bench): void => {
  if (task.state !== 'open') throw new Conflict('review-task-decided', { taskId: task.taskId });
  if (claim.state !== 'decided' || claim.adjudicationVersion !== task.adjudicationVersion)
    throw new Conflict('claim-moved-on', { claimId: claim.claimId });
};

const closing = (bench: Bench, given: GivenVerdict, next: NextStep): readonly Write[] => {
  const { task, reviewer, at } = bench;
  const { verdict, reason } = given;
  return [
    decideTask(task, { verdict, reason, decidedBy: reviewer.subject, decidedAt: at }),
    recordDeed(
      {
        subjectId: task.claimId,
        at,
        who: reviewer.subject,
        action: `review-${verdict}`,
        details: { level: task.level, role: task.role, version: task.adjudicationVersion },
      },
      task.taskId,
    ),
    ...answerWait(task.waitId, { next }, at),
  ];
};

const approval = ({ claim, record, at }: Bench): readonly Write[] => {
  const version = claim.adjudicationVersion;
  const { claimId, memberId } = claim;
  const { totalFen, schemeId } = record;
  const paymentId = paymentIdOf(claimId, version);
  return [
    moveClaim(claim, 'last-level-agreed', { paymentId, approvedAt: at }),
    insertPayment({
      paymentId,
      claimId,
      memberId,
      schemeId,
      adjudicationVersion: version,
      amountFen: totalFen,
      state: 'payable',
      payableOn: localDateOf(at),
    }),
    post({ kind: 'benefit-approved', schemeId, subjectId: claimId, version, amountFen: totalFen, at }),
    announce({ kind: 'claim-approved', claimId, memberId, totalFen }, at, claimId, version),
  ];
};

const refusal = (bench: Bench, code: string, text: string): readonly Write[] => {
  const { claim, record, accumulators, reviewer, at } = bench;
  const { claimId, memberId } = claim;
  return [
    moveClaim(claim, 'refused-with-reason', { refusal: { code, text, by: reviewer.subject }, refusedAt: at }),
    ...planReversal(record, accumulators, { at, who: reviewer.subject, because: code }),
    announce(
      { kind: 'claim-refused', claimId, memberId, reason: code },
      at,
      claimId,
      claim.adjudicationVersion,
    ),
  ];
};

/** The engine's own reason, when a person agrees that nothing is due. */
const engineReason = (record: AdjudicationRecord): string => {
  const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
  return decision.outcome === 'refused' ? decision.reason : 'nothing-due';
};

const answerFacts = (facts: AnsweredFacts): Item =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

const answering = (bench: Bench, given: Extract<GivenVerdict, { verdict: 'answer' }>): readonly Write[] => {
  const { claim, record, accumulators, reviewer, at } = bench;
  const facts = answerFacts(given.facts);
  if (Object.keys(facts).length === 0) throw new InvalidInput('answer-without-facts');
  const answer = { facts, by: reviewer.subject, at, reason: given.reason };
  return [
    moveClaim(claim, 'question-answered', { answers: [...claim.answers.map((one) => ({ ...one })), answer] }),
    ...planReversal(record, accumulators, { at, who: reviewer.subject, because: 'question-answered' }),
    ...closing(bench, given, 'decide-again'),
  ];
};

/** Throws Forbidden for the wrong person, Conflict when the task or the claim moved on or a question is still open. */
export const planVerdict = (
  bench: Bench,
  given: GivenVerdict,
): { readonly next: NextStep; readonly writes: readonly Write[] } => {
  checkOpen(bench);
  checkReviewer(bench);
  const { task, record } = bench;
  if (given.verdict === 'refuse')
    return {
      next: 'refused',
      writes: [...refusal(bench, 'refused-by-reviewer', given.reason), ...closing(bench, given, 'refused')],
    };
  if (given.verdict === 'answer') return { next: 'decide-again', writes: answering(bench, given) };
  // the whole bill waits for a person: there is nothing yet to agree to
  if (record.outcome === 'referred') throw new Conflict('question-open', { claimId: task.claimId });
  if (task.level + 1 < task.levels)
    return { next: 'next-level', writes: closing(bench, given, 'next-level') };
  if (record.totalFen > 0)
    return { next: 'approved', writes: [...approval(bench), ...closing(bench, given, 'approved')] };
  return {
    next: 'refused',
    writes: [...refusal(bench, engineReason(record), given.reason), ...closing(bench, given, 'refused')],
  };
};
