/**
 * A paper that counted and is found unusable afterwards, by the scanner or by the decoder: in the transaction that rejects
 * it, the claims that it was handed in for are marked for whoever decides them, and their claimant is told once.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById, claimSchema } from '@erbao/claims/claim';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import { claimTable } from '@erbao/claims/claim-table';
import type { ClaimState } from '@erbao/claims/lifecycle';
import { type Paper, rejectStored } from '@erbao/documents/paper';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import { paperDeed } from './paper-desk.ts';

const PAPER_UNUSABLE = 'paper-unusable';

/** Nobody needs the paper any more. */
const NOT_CONCERNED: readonly ClaimState[] = ['returning', 'returned', 'closed', 'withdrawn'];
const NEWEST = 100;

/** Their versions are read strongly: who moves one of them meanwhile makes this transaction fail, and it comes again. */
const claimsWith = async (tables: Tables, { memberId, paperId }: Paper): Promise<readonly Claim[]> => {
  const query = {
    table: claimTable,
    index: 'by-member',
    partition: memberId,
    descending: true,
    limit: NEWEST,
  };
  const found = (await tables.query(query)).items.map((item) => claimSchema.parse(item));
  const concerned = found.filter((claim) => claim.papers.some((one) => one.paperId === paperId));
  return Promise.all(concerned.map(({ claimId }) => claimById(tables, claimId)));
};

const toldOf = (claim: Claim, { paperId, kind }: Paper, rejection: string, at: Instant): readonly Write[] => {
  const { claimId, memberId, state, riskSignals = [] } = claim;
  if (NOT_CONCERNED.includes(state)) return [];
  // a check that is under way must not count a paper that it has just seen whole: its write fails, and it looks again
  if (state === 'filed') return [noteOnClaim(claim, {})];
  const before = riskSignals.find(({ code }) => code === PAPER_UNUSABLE)?.found ?? [];
  const signal = { code: PAPER_UNUSABLE, found: [...before, paperId] };
  const others = riskSignals.filter(({ code }) => code !== PAPER_UNUSABLE);
  return [
    noteOnClaim(claim, { riskSignals: [...others, signal] }),
    recordDeed(
      {
        subjectId: claimId,
        at,
        who: 'system',
        action: PAPER_UNUSABLE,
        details: { paperId, kind, rejection },
      },
      paperId,
    ),
    announce({ kind: PAPER_UNUSABLE, claimId, memberId, paper: kind, rejection }, at, claimId, paperId),
  ];
};

/** The writes that reject a stored paper, with all that follows from it. */
export const rejectingStored = async (
  tables: Tables,
  paper: Paper,
  found: { readonly rejection: 'infected' | 'damaged'; readonly scan?: NonNullable<Paper['scan']> },
  at: Instant,
): Promise<readonly Write[]> => {
  const { rejection, scan } = found;
  const claims = await claimsWith(tables, paper);
  return [
    rejectStored(paper, rejection, at, scan),
    rejection === 'infected'
      ? paperDeed(paper, at, 'paper-infected', { found: scan?.word ?? '' })
      : paperDeed(paper, at, 'paper-rejected', { rejection }),
    ...claims.flatMap((claim) => toldOf(claim, paper, rejection, at)),
  ];
};
