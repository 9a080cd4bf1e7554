/**
 * What a person's verdict on a level of review does: one plan, one transaction. Agreeing at the last level approves the
 * claim and makes its payment; refusing takes the decision back; answering or asking takes it back as well, and the
 * engine decides again with what became known.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { PeopleRefusal } from '@erbao/api-contracts/refusal-codes';
import type { AnsweredFacts } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { paymentWait } from '@erbao/claims/claim-waits';
import { pauseDeadline } from '@erbao/deadlines/deadline-course';
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { decideTask } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { duePayment, planApproval } from './approval.ts';
import { type Bench, checkOpen, checkReviewer, moneyPromises, type TaskDesk } from './bench.ts';
import { awaiting } from './silence.ts';
import { confirmingGuardian } from './guardianship.ts';
import { NOT_REGISTERED, planRegistration } from './registration.ts';
import { planOverpayment, planRefusal, takingBack } from './refusal.ts';

export type GivenVerdict =
  | { readonly verdict: 'agree'; readonly reason: string }
  | { readonly verdict: 'refuse'; readonly reason: string; readonly code?: PeopleRefusal | undefined }
  | { readonly verdict: 'ask'; readonly reason: string }
  | { readonly verdict: 'recover'; readonly reason: string }
  | { readonly verdict: 'answer'; readonly reason: string; readonly facts: AnsweredFacts };

/** What the workflow does next; its Choice knows these words. */
export type NextStep = 'next-level' | 'approved' | 'refused' | 'decide-again' | 'asked' | 'finished';

const checkCurrent = ({ claim, task }: Bench): void => {
  if (claim.state !== 'decided' || claim.adjudicationVersion !== task.adjudicationVersion)
    throw new Conflict('claim-moved-on', { claimId: claim.claimId });
};

/** What the engine said, kept beside the verdict of the person who decided otherwise. */
const overridden = ({ record }: Bench, { verdict }: GivenVerdict) =>
  verdict === 'refuse' && record.outcome !== 'refused' && record.outcome !== 'nothing'
    ? { overrides: `${record.outcome}:${record.totalFen}` }
    : {};

const deciding = (bench: Bench, given: GivenVerdict): readonly Write[] => {
  const { task, reviewer, at } = bench;
  const { verdict, reason } = given;
  const overrides = overridden(bench, given);
  return [
    decideTask(task, { verdict, reason, decidedBy: reviewer.subject, decidedAt: at, ...overrides }),
    recordDeed(
      {
        subjectId: task.claimId,
        at,
        who: reviewer.subject,
        action: `review-${verdict}`,
        details: { level: task.level, role: task.role, version: task.adjudicationVersion, ...overrides },
      },
      task.taskId,
    ),
  ];
};

const closing = (bench: Bench, given: GivenVerdict, next: NextStep): readonly Write[] => {
  const { task, at } = bench;
  const waitId = paymentWait(task.claimId, task.adjudicationVersion);
  return [...deciding(bench, given), ...answerWait(task.waitId, { next, waitId }, at)];
};

/** The engine's own reason, when a person agrees that nothing is due. */
const engineReason = (record: AdjudicationRecord): string => {
  const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
  return decision.outcome === 'refused' ? decision.reason : 'nothing-due';
};

/** Throws InvalidInput for an answer without any fact. */
export const answerItem = (given: Extract<GivenVerdict, { verdict: 'answer' }>, desk: TaskDesk): Item => {
  const facts = Object.fromEntries(Object.entries(given.facts).filter(([, value]) => value !== undefined));
  if (Object.keys(facts).length === 0) throw new InvalidInput('answer-without-facts');
  return { facts, by: desk.reviewer.subject, at: desk.at, reason: given.reason };
};

const answering = (bench: Bench, given: Extract<GivenVerdict, { verdict: 'answer' }>): readonly Write[] => {
  const { claim } = bench;
  const answer = answerItem(given, bench);
  return [
    moveClaim(claim, 'question-answered', { answers: [...claim.answers.map((one) => ({ ...one })), answer] }),
    ...takingBack(bench, 'question-answered'),
    ...closing(bench, given, 'decide-again'),
  ];
};

/** The clocks stand still and the ceilings are free until the citizen has replied; the workflow's wait goes on. */
const asking = (bench: Bench, given: Extract<GivenVerdict, { verdict: 'ask' }>): readonly Write[] => {
  const { claim, task, reviewer, at } = bench;
  const { claimId, memberId, exchanges = [] } = claim;
  const question = { question: given.reason, askedBy: reviewer.subject, askedAt: at, waitId: task.waitId };
  const limit = awaiting(bench, 'reply');
  return [
    moveClaim(claim, 'citizen-asked', {
      ...limit.set,
      exchanges: [...exchanges.map((one) => ({ ...one })), question],
    }),
    ...limit.writes,
    ...takingBack(bench, 'citizen-asked'),
    ...moneyPromises(bench).flatMap((deadline) => pauseDeadline(deadline, at)),
    ...deciding(bench, given),
    announce({ kind: 'claim-asked', claimId, memberId }, at, claimId, task.adjudicationVersion),
  ];
};

/** “同意” gives no reason: the engine's own stands alone. */
const BARE_AGREEMENT = /^(?:同意|无异议|情况属实|属实|认可|通过|已阅|[\s。．.，,！!])*$/u;
const wordsOf = ({ reason }: GivenVerdict): string => (BARE_AGREEMENT.test(reason) ? '' : reason);

const agreeing = (bench: Bench, given: GivenVerdict): Planned => {
  const { task, record, basis } = bench;
  // the whole bill waits for a person: there is nothing yet to agree to
  if (record.outcome === 'referred') throw new Conflict('question-open', { claimId: task.claimId });
  if (task.level + 1 < task.levels)
    return { next: 'next-level', writes: closing(bench, given, 'next-level') };
  if (duePayment(record, basis) > 0) {
    const approval = planApproval({ ...bench, dueAt: task.dueAt, by: 'last-level-agreed' });
    return {
      next: 'approved',
      writes: [...approval, ...confirmingGuardian(bench), ...closing(bench, given, 'approved')],
    };
  }
  // the machine asks nothing back: a person says whether the paid version stays or the difference is recovered
  if (basis !== undefined && record.totalFen < basis.totalFen)
    throw new Conflict('lower-than-paid', { claimId: task.claimId });
  const reason = engineReason(record);
  if (bench.claim.claimKind === 'chronic' && reason === NOT_REGISTERED)
    return { next: 'finished', writes: [...planRegistration(bench), ...closing(bench, given, 'finished')] };
  const refused = planRefusal(bench, reason, wordsOf(given));
  return { next: 'refused', writes: [...refused, ...closing(bench, given, 'refused')] };
};

const recovering = (bench: Bench, given: GivenVerdict): Planned => {
  const { task } = bench;
  if (task.level + 1 < task.levels) throw new Conflict('not-the-last-level', { claimId: task.claimId });
  const writes = planOverpayment(bench, given.reason);
  return { next: 'finished', writes: [...writes, ...closing(bench, given, 'finished')] };
};

type Planned = { readonly next: NextStep; readonly writes: readonly Write[] };

/** Throws Forbidden for the wrong person, Conflict when the task or the claim moved on or a question is still open. */
export const planVerdict = (bench: Bench, given: GivenVerdict): Planned => {
  checkOpen(bench);
  checkCurrent(bench);
  checkReviewer(bench);
  switch (given.verdict) {
    case 'agree':
      return agreeing(bench, given);
    case 'refuse': {
      const refused = planRefusal(bench, given.code ?? 'refused-by-reviewer', given.reason);
      return { next: 'refused', writes: [...refused, ...closing(bench, given, 'refused')] };
    }
    case 'recover':
      return recovering(bench, given);
    case 'answer':
      return { next: 'decide-again', writes: answering(bench, given) };
    case 'ask':
      return { next: 'asked', writes: asking(bench, given) };
  }
};
