/** What the citizen does with a claim under way: hands papers in, replies to a question, or takes the claim back. */
import { recordDeed } from '@erbao/audit/audit-event';
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import type { Claim } from '@erbao/claims/claim';
import { mayMove } from '@erbao/claims/lifecycle';
import { resumeDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import { dropTask } from '@erbao/review/review-task';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import type { Accumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { type Desk, droppingAll, moneyPromises } from './bench.ts';
import { planReversal } from './reversal.ts';
import { answered } from './silence.ts';

const withPapers = (claim: Claim, more: Claim['papers']): Claim['papers'] => {
  const known = new Set(claim.papers.map(({ paperId }) => paperId));
  return [...claim.papers, ...more.filter(({ paperId }) => !known.has(paperId))];
};

export type Supplement = { readonly by: string; readonly papers: Claim['papers'] };

/** Papers handed in later: the claim goes back to the check. Throws Conflict when none are asked for. */
export const planSupplement = (desk: Desk, { by, papers }: Supplement): readonly Write[] => {
  const { claim, at } = desk;
  const { claimId, supplementRound: round } = claim;
  if (claim.state !== 'incomplete') throw new Conflict('claim-not-incomplete', { claimId });
  return [
    moveClaim(claim, 'papers-supplemented', { papers: withPapers(claim, papers) }),
    ...answered(desk),
    recordDeed({ subjectId: claimId, at, who: by, action: 'papers-supplemented', details: { round } }),
    ...answerWait(supplementWait(claimId, round), { next: 'supplemented' }, at),
  ];
};

export type Reply = { readonly text: string; readonly by: string; readonly papers: Claim['papers'] };

/** The clocks go on, and the engine decides again. Throws Conflict when nothing was asked. */
export const planReply = (desk: Desk, { text, by, papers }: Reply): readonly Write[] => {
  const { claim, calendar, at } = desk;
  const { claimId, exchanges = [] } = claim;
  const open = exchanges.at(-1);
  if (claim.state !== 'asked' || open === undefined) throw new Conflict('claim-not-asked', { claimId });
  const told = { ...open, reply: text, repliedBy: by, repliedAt: at };
  return [
    moveClaim(claim, 'citizen-replied', {
      exchanges: [...exchanges.slice(0, -1).map((one) => ({ ...one })), told],
      papers: withPapers(claim, papers),
    }),
    ...answered(desk),
    ...moneyPromises(desk).flatMap((deadline) => resumeDeadline(calendar, deadline, at)),
    recordDeed({ subjectId: claimId, at, who: by, action: 'citizen-replied', details: {} }, exchanges.length),
    ...answerWait(open.waitId, { next: 'decide-again', waitId: open.waitId }, at),
  ];
};

export type Withdrawal = {
  readonly by: string;
  readonly reason: string;
  /** The standing decision, when there is one to take back. */
  readonly standing?: { readonly record: AdjudicationRecord; readonly accumulators: Accumulators };
};

/** The waits of the workflow that end with the claim. */
const waitsOf = ({ claim, tasks }: Desk): readonly string[] => {
  if (claim.state === 'incomplete' || claim.state === 'insisted')
    return [supplementWait(claim.claimId, claim.supplementRound)];
  if (claim.state === 'asked') return [claim.exchanges?.at(-1)?.waitId ?? ''].filter((id) => id !== '');
  return tasks.filter(({ state, kind }) => state === 'open' && kind === 'level').map(({ waitId }) => waitId);
};

/** Until the approval. Throws Conflict afterwards, and where a part has been paid. */
export const planWithdrawal = (desk: Desk, { by, reason, standing }: Withdrawal): readonly Write[] => {
  const { claim, tasks, at } = desk;
  const { claimId, memberId } = claim;
  if (!mayMove('withdrawn-by-citizen', claim.state) || claim.paidVersion !== undefined)
    throw new Conflict('claim-not-withdrawable', { claimId });
  return [
    moveClaim(claim, 'withdrawn-by-citizen', { withdrawal: { by, reason, at } }),
    ...(standing === undefined
      ? []
      : planReversal(standing.record, standing.accumulators, { at, who: by, because: 'withdrawn' })),
    ...tasks.filter(({ state }) => state === 'open').map(dropTask),
    ...droppingAll(desk),
    ...waitsOf(desk).flatMap((waitId) => answerWait(waitId, { next: 'finished', waitId }, at)),
    recordDeed({ subjectId: claimId, at, who: by, action: 'claim-withdrawn', details: {} }),
    announce({ kind: 'claim-withdrawn', claimId, memberId }, at, claimId),
  ];
};
