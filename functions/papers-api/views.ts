/** Looking at papers: all of a claim at once, by links that live for minutes; who looked is on record before any link. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type * as routes from '@erbao/api-contracts/paper-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { papersOfClaim, paperView } from '@erbao/case-file/paper-views';
import { type Claim, claimById, findClaim } from '@erbao/claims/claim';
import { type Files, LINK_SECONDS } from '@erbao/cloud-kit/files';
import type { Paper } from '@erbao/documents/paper';
import { COPY_TYPE, copyKey } from '@erbao/documents/viewing-copies';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { ownPaper } from './own-paper.ts';

type Needs = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };

/** Whose numbers and family stand on them: those who only check the work do without, unless they say why. */
const OF_THE_PERSON: readonly PaperKind[] = [
  'identity-card',
  'bank-account',
  'household-register',
  'birth-certificate',
];
const ONLY_CHECKS = new Set(['auditor', 'bureau']);
const mustSayWhy = ({ roles }: Caller): boolean => roles.every((role) => ONLY_CHECKS.has(role));

/** What nobody has judged, scanned and copied yet is not shown, nor what was rejected. */
const linksTo = async (files: Files, { paperId, key, state, scan, contentType, copiedAt }: Paper) => {
  if (state !== 'stored' || scan === undefined) return {};
  if (contentType === 'application/pdf') return { viewUrl: await files.viewLink(key, contentType) };
  if (copiedAt === undefined) return {};
  return {
    viewUrl: await files.viewLink(copyKey(paperId, 'view'), COPY_TYPE),
    thumbnailUrl: await files.viewLink(copyKey(paperId, 'thumbnail'), COPY_TYPE),
  };
};

type Look = { readonly subjectId: string; readonly caller: Caller; readonly reason?: string | undefined };

const opened = async (needs: Needs, claim: Claim, { subjectId, caller, reason }: Look) => {
  const papers = await papersOfClaim(needs.tables, claim);
  const withheld = (paper: Paper): boolean =>
    reason === undefined && mustSayWhy(caller) && OF_THE_PERSON.includes(paper.kind);
  const shown = papers.filter((paper) => !withheld(paper)).map(({ paperId }) => paperId);
  const details = { papers: shown.join(' '), ...(reason === undefined ? {} : { reason }) };
  const deed = { subjectId, at: needs.clock(), who: caller.subject, action: 'papers-viewed', details };
  await needs.tables.commit([recordDeed(deed, caller.subject)]);
  const views = await Promise.all(
    papers.map(async (paper) => ({
      ...paperView(paper),
      ...(withheld(paper) ? { withheld: true } : await linksTo(needs.papers, paper)),
    })),
  );
  return { papers: views, expiresInSeconds: LINK_SECONDS };
};

export const readPaper =
  ({ tables }: Needs): UseCaseOf<typeof routes.readPaper> =>
  async ({ caller, params }) =>
    paperView(await ownPaper(tables, caller, params.paperId));

export const readOwnPapers =
  (needs: Needs): UseCaseOf<typeof routes.readOwnPapers> =>
  async ({ caller, params: { claimId } }) => {
    const claim = await findClaim(needs.tables, claimId);
    const asGuardian = claim?.byGuardian === true && claim.filedBy === caller.subject;
    if (claim === undefined || (claim.memberId !== caller.memberId && !asGuardian))
      throw new NotFound('claim-unknown', { claimId });
    // on a record of its own: the claim's timeline tells the citizen what others did
    return opened(needs, claim, { subjectId: `own-looks-${claimId}`, caller });
  };

export const readClaimPapers =
  (needs: Needs): UseCaseOf<typeof routes.readClaimPapers> =>
  async ({ caller, params: { claimId }, query: { reason } }) =>
    opened(needs, await claimById(needs.tables, claimId), { subjectId: claimId, caller, reason });
