/** What the joint office 联合办公室 is asked and what it determines, alike for a claim insisted on and for an objection. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { AnsweredFacts, Claim } from '@erbao/claims/claim';
import { type Commitment, type Deadline, planDeadline } from '@erbao/deadlines/deadline';
import type { Write } from '@erbao/dynamo-kit/tables';
import { decideTask, insertReviewTask, singleTaskId } from '@erbao/review/review-task';
import type { Desk, TaskDesk } from './bench.ts';

export type Petition = { readonly reason: string; readonly by: string };

export type Determination = {
  /** 受理 · 不受理, of an insisted claim; 维持 · 撤销重核, of an objection. */
  readonly outcome: 'accept' | 'decline' | 'uphold' | 'overturn';
  readonly reason: string;
  /** What the joint office established; the engine decides again with it. */
  readonly facts?: AnsweredFacts | undefined;
};

export const dueIn = ({ claim, calendar, at }: Desk, promise: Commitment): Deadline =>
  planDeadline(calendar, promise, claim.claimId, at, claim.office);

export const deed = ({ claim, at }: Desk, who: string, action: string): Write =>
  recordDeed({ subjectId: claim.claimId, at, who, action, details: {} });

export const jointTask = (
  { claim, at }: Desk,
  kind: 'insisted' | 'objection',
  { waitId, dueAt }: { readonly waitId: string; readonly dueAt: Deadline['dueAt'] },
): Write =>
  insertReviewTask({
    taskId: singleTaskId(claim.claimId, kind, 0),
    claimId: claim.claimId,
    kind,
    adjudicationVersion: claim.adjudicationVersion,
    level: 0,
    levels: 1,
    role: 'joint-office',
    state: 'open',
    openedAt: at,
    dueAt,
    waitId,
  });

/** The claim's answers with the facts that the joint office established; nothing when there are none. */
export const answersWith = ({ facts = {}, reason }: Determination, { claim, reviewer, at }: TaskDesk) => {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  if (Object.keys(known).length === 0) return {};
  const answer = { facts: known, by: reviewer.subject, at, reason };
  return { answers: [...claim.answers.map((one) => ({ ...one })), answer] };
};

export const closing = (desk: TaskDesk, { outcome, reason }: Determination): readonly Write[] => {
  const { task, reviewer, at } = desk;
  const verdict = { verdict: outcome, reason, decidedBy: reviewer.subject, decidedAt: at };
  return [decideTask(task, verdict), deed(desk, reviewer.subject, `determined-${outcome}`)];
};

export const determined = (
  petition: Claim['insistence'] | Claim['objection'],
  { outcome, reason }: Determination,
  desk: TaskDesk,
) => ({ ...petition, determination: { outcome, reason, by: desk.reviewer.subject, at: desk.at } });
