/** The same paper asked for again is the same file at the same key; every look by staff is on record. */
import type { Caller } from '@erbao/api-contracts/caller';
import { type BatchPaper, type ClaimLetter, PAPER_TITLES_ZH } from '@erbao/api-contracts/letters';
import type * as routes from '@erbao/api-contracts/letter-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { batchPaper } from '@erbao/case-file/batch-paper';
import { claimLetter, type LetterNeeds } from '@erbao/case-file/claim-letter';
import { ownClaim } from '@erbao/case-file/own-claim';
import { type Claim, claimById } from '@erbao/claims/claim';
import type { Files } from '@erbao/cloud-kit/files';
import type { Clock } from '@erbao/kernel/dates';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { batchPaperPage } from '@erbao/letters/batch-papers';
import { claimLetterPage } from '@erbao/letters/claim-letters';
import type { RenderPdf } from '@erbao/letters/render-pdf';

export type Needs = LetterNeeds & {
  readonly papers: Files;
  readonly render: RenderPdf;
  readonly clock: Clock;
};

/** The key names the content: a letter that says something else is another file, and an old link keeps its letter. */
const linkTo = async (
  { papers, render }: Needs,
  paper: ClaimLetter | BatchPaper,
  subject: string,
): Promise<{ url: string; fileName: string }> => {
  const isForBatch = paper.kind === 'application' || paper.kind === 'list';
  const key = `letters/${subject}/${paper.kind}-${sha256Hex(canonicalJson(paper)).slice(0, 16)}.pdf`;
  if ((await papers.facts(key)) === undefined) {
    const page = isForBatch ? batchPaperPage(paper) : claimLetterPage(paper);
    await papers.write(
      key,
      'application/pdf',
      await render(page, isForBatch ? paper.closingOn : paper.issuedOn),
    );
  }
  const fileName = `${PAPER_TITLES_ZH[paper.kind]}-${subject}.pdf`;
  return { url: await papers.downloadLink(key, fileName), fileName };
};

const letterOf = async (needs: Needs, claim: Claim, kind: ClaimLetter['kind']) => {
  const letter = await claimLetter(needs, claim, kind);
  return { letter, ...(await linkTo(needs, letter, claim.claimId)) };
};

const noteLook = async ({ tables, clock }: Needs, caller: Caller, subjectId: string, kind: string) => {
  const deed = {
    subjectId,
    at: clock(),
    who: caller.subject,
    action: 'letter-viewed',
    details: { kind },
  };
  await tables.commit([recordDeed(deed, caller.subject)]);
};

export const readOwnLetter =
  (needs: Needs): UseCaseOf<typeof routes.readOwnLetter> =>
  async ({ caller, params }) => {
    const { claimId, kind } = params;
    return letterOf(needs, await ownClaim(needs.tables, caller, claimId), kind);
  };

export const readClaimLetter =
  (needs: Needs): UseCaseOf<typeof routes.readClaimLetter> =>
  async ({ caller, params }) => {
    const { claimId, kind } = params;
    const claim = await claimById(needs.tables, claimId);
    await noteLook(needs, caller, claimId, kind);
    return letterOf(needs, claim, kind);
  };

export const readBatchPaper =
  (needs: Needs): UseCaseOf<typeof routes.readBatchPaper> =>
  async ({ caller, params }) => {
    const { batchId, kind } = params;
    const paper = await batchPaper(needs, { batchId, kind });
    await noteLook(needs, caller, batchId, kind);
    return { paper, ...(await linkTo(needs, paper, batchId)) };
  };
