/** The letters that an ended claim has come to, printed as its citizen gets them: the same letter is the same bytes. */
import { manifestLetterKey, type ManifestLetter } from '@erbao/archive/manifest';
import type { ArchivedFile } from '@erbao/archive/archive-files';
import { CLAIM_LETTER_KINDS, type ClaimLetter, type ClaimLetterKind } from '@erbao/api-contracts/letters';
import { claimLetter, type LetterNeeds } from '@erbao/case-file/claim-letter';
import type { Claim } from '@erbao/claims/claim';
import { contentHash } from '@erbao/documents/content-hash';
import { asErbaoError } from '@erbao/kernel/errors';
import { claimLetterPage } from '@erbao/letters/claim-letters';
import type { RenderPdf } from '@erbao/letters/render-pdf';

export type PrintNeeds = LetterNeeds & { readonly render: RenderPdf };

const CONTENT_TYPE = 'application/pdf';

/** Undefined where the claim has not come to this letter. */
const letterOf = async (
  needs: LetterNeeds,
  claim: Claim,
  kind: ClaimLetterKind,
): Promise<ClaimLetter | undefined> => {
  try {
    return await claimLetter(needs, claim, kind);
  } catch (thrown) {
    if (asErbaoError(thrown).code === 'letter-not-ready') return undefined;
    throw thrown;
  }
};

export type PrintedLetter = { readonly entry: ManifestLetter; readonly file: ArchivedFile };

export const lettersOf = async (needs: PrintNeeds, claim: Claim): Promise<readonly PrintedLetter[]> => {
  const printed: PrintedLetter[] = [];
  for (const kind of CLAIM_LETTER_KINDS) {
    const letter = await letterOf(needs, claim, kind);
    if (letter === undefined) continue;
    const body = await needs.render(claimLetterPage(letter), letter.issuedOn);
    const sha256 = contentHash(body);
    const key = manifestLetterKey(claim.claimId, kind, sha256);
    printed.push({
      entry: { kind, issuedOn: letter.issuedOn, bytes: body.length, sha256, key },
      file: { key, contentType: CONTENT_TYPE, body, sha256 },
    });
  }
  return printed;
};
