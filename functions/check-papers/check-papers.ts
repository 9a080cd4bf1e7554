/** Complete → accepted, and the five working days begin; incomplete → one notice that names everything missing. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { supplementWait } from '@erbao/claims/claim-waits';
import { isFinal } from '@erbao/claims/lifecycle';
import { papersMissing, papersNeeded } from '@erbao/claims/papers-checklist';
import type { Files } from '@erbao/cloud-kit/files';
import { CLAIM_PROMISE, insertDeadline, planDeadline } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import { settlePaper } from '@erbao/documents/paper-intake';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDateOf } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { isMinor } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { announce } from '@erbao/outbox/outbox-event';

export type Needs = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };
export type Output =
  | { readonly claimId: string; readonly next: 'complete'; readonly deadlineId: string }
  | { readonly claimId: string; readonly next: 'incomplete'; readonly waitId: string }
  | { readonly claimId: string; readonly next: 'finished' };

const missingPapers = async (needs: Needs, claim: Claim): Promise<readonly PaperKind[]> => {
  const member = await findMember(needs.tables, claim.memberId);
  if (member === undefined) throw new Defect('claim-without-member', { claimId: claim.claimId });
  const stored: PaperKind[] = [];
  for (const { paperId } of claim.papers) {
    const paper = await settlePaper(needs, paperId);
    if (paper.state === 'stored' && paper.memberId === claim.memberId) stored.push(paper.kind);
  }
  return papersMissing(papersNeeded({ minor: isMinor(member, localDateOf(claim.filedAt)) }), stored);
};

const accepting = async ({ tables, clock }: Needs, claim: Claim): Promise<readonly Write[]> => {
  const at = clock();
  const { claimId, memberId } = claim;
  const calendar = await officeCalendar(tables, localDateOf(at));
  return [
    moveClaim(claim, 'papers-complete', { completeAt: at, missing: [] }),
    insertDeadline(planDeadline(calendar, CLAIM_PROMISE, claimId, at)),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'papers-complete', details: {} }),
    announce({ kind: 'claim-accepted', claimId, memberId }, at, claimId),
  ];
};

const asking = ({ clock }: Needs, claim: Claim, missing: readonly PaperKind[]): readonly Write[] => {
  const at = clock();
  const { claimId, memberId } = claim;
  const round = claim.supplementRound + 1;
  return [
    moveClaim(claim, 'papers-checked', { missing, supplementRound: round }),
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
    announce({ kind: 'claim-incomplete', claimId, memberId, missing: [...missing] }, at, claimId, round),
  ];
};

const outputOf = (claim: Claim): Output => {
  const { claimId } = claim;
  if (claim.state === 'incomplete')
    return { claimId, next: 'incomplete', waitId: supplementWait(claimId, claim.supplementRound) };
  return isFinal(claim.state)
    ? { claimId, next: 'finished' }
    : { claimId, next: 'complete', deadlineId: CLAIM_PROMISE.deadlineId };
};

export const checkPapers =
  (needs: Needs) =>
  async ({ claimId }: { readonly claimId: string }): Promise<Output> => {
    const claim = await claimById(needs.tables, claimId);
    // a retried step, or a replayed execution, finds the claim further on
    if (claim.state !== 'filed') return outputOf(claim);
    const missing = await missingPapers(needs, claim);
    const writes = missing.length === 0 ? await accepting(needs, claim) : asking(needs, claim, missing);
    const outcome = await needs.tables.commit(writes);
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return outputOf(await claimById(needs.tables, claimId));
  };
