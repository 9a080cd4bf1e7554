/** Complete → accepted, and the promises begin; incomplete → one notice that names everything missing. */
import { awaiting } from '@erbao/adjudication/silence';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { recordDeed } from '@erbao/audit/audit-event';
import { settlePaper } from '@erbao/case-file/paper-desk';
import { type Claim, claimById } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import { isFinal } from '@erbao/claims/lifecycle';
import { papersMissing, papersNeeded } from '@erbao/claims/papers-checklist';
import type { Files } from '@erbao/cloud-kit/files';
import { CLAIM_OUTER_BOUND, CLAIM_PROMISE, TELL_MISSING } from '@erbao/deadlines/commitments';
import { findDeadline, planDeadline, planOuterBound } from '@erbao/deadlines/deadline';
import { meetDeadline, openDeadline } from '@erbao/deadlines/deadline-course';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { isMinor } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { announce } from '@erbao/outbox/outbox-event';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';

export type Needs = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };
export type Output =
  | { readonly claimId: string; readonly next: 'complete' }
  | { readonly claimId: string; readonly next: 'incomplete'; readonly waitId: string }
  | { readonly claimId: string; readonly next: 'finished' };

type Lack = {
  readonly missing: readonly PaperKind[];
  readonly rejected: readonly { readonly kind: PaperKind; readonly rejection: string }[];
};

const lackOf = async (needs: Needs, claim: Claim): Promise<Lack> => {
  const member = await findMember(needs.tables, claim.memberId);
  if (member === undefined) throw new Defect('claim-without-member', { claimId: claim.claimId });
  const stored: PaperKind[] = [];
  const rejected: { kind: PaperKind; rejection: string }[] = [];
  for (const { paperId } of claim.papers) {
    const paper = await settlePaper(needs, paperId);
    const { kind, rejection } = paper;
    if (paper.state === 'stored' && paper.memberId === claim.memberId) stored.push(kind);
    if (rejection !== undefined) rejected.push({ kind, rejection });
  }
  const on = localDateOf(claim.filedAt);
  const needed = papersNeeded({ kind: claim.claimKind ?? 'single', minor: isMinor(member, on), on });
  const missing = papersMissing(needed, stored);
  // one of a kind that came again and is good need not be told of
  return { missing, rejected: rejected.filter(({ kind }) => missing.includes(kind)) };
};

type Checked = { readonly claim: Claim; readonly calendar: WorkingCalendar; readonly at: Instant };

const accepting = ({ claim, calendar, at }: Checked): readonly Write[] => {
  const { claimId, memberId, office } = claim;
  return [
    moveClaim(claim, 'papers-complete', { completeAt: at, missing: [] }),
    ...openDeadline(planDeadline(calendar, CLAIM_PROMISE, claimId, at, office)),
    ...openDeadline(planOuterBound(CLAIM_OUTER_BOUND, claimId, at, office)),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'papers-complete', details: {} }),
    announce({ kind: 'claim-accepted', claimId, memberId }, at, claimId),
  ];
};

const asking = (checked: Checked, { missing, rejected }: Lack): readonly Write[] => {
  const { claim, at } = checked;
  const { claimId, memberId } = claim;
  const limit = awaiting(checked, 'supplement');
  const round = claim.supplementRound + 1;
  return [
    moveClaim(claim, 'papers-checked', { ...limit.set, missing, supplementRound: round }),
    ...limit.writes,
    recordDeed(
      {
        subjectId: claimId,
        at,
        who: 'system',
        action: 'papers-missing',
        details: { missing: missing.join(' ') },
      },
      round,
    ),
    announce(
      { kind: 'claim-incomplete', claimId, memberId, missing: [...missing], rejected: [...rejected] },
      at,
      claimId,
      round,
    ),
  ];
};

/** Told either way: the promise to tell within a working day is kept. */
const told = async (tables: Tables, { claim, calendar, at }: Checked): Promise<readonly Write[]> => {
  const promise = await findDeadline(tables, claim.claimId, TELL_MISSING.deadlineId);
  return promise === undefined ? [] : meetDeadline(calendar, promise, at);
};

const outputOf = (claim: Claim): Output => {
  const { claimId, state, supplementRound } = claim;
  // one who insists waits where the supplement was awaited: the determination answers there
  if (state === 'incomplete' || state === 'insisted')
    return { claimId, next: 'incomplete', waitId: supplementWait(claimId, supplementRound) };
  return { claimId, next: isFinal(state) || state === 'returning' ? 'finished' : 'complete' };
};

export const checkPapers =
  (needs: Needs) =>
  async ({ claimId }: { readonly claimId: string }): Promise<Output> => {
    const claim = await claimById(needs.tables, claimId);
    // a retried step, or a replayed execution, finds the claim further on
    if (claim.state !== 'filed') return outputOf(claim);
    const lack = await lackOf(needs, claim);
    const at = needs.clock();
    const checked = { claim, at, calendar: await officeCalendar(needs.tables, localDateOf(at)) };
    const writes = lack.missing.length === 0 ? accepting(checked) : asking(checked, lack);
    const outcome = await needs.tables.commit([...writes, ...(await told(needs.tables, checked))]);
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return outputOf(await claimById(needs.tables, claimId));
  };
