/**
 * What of a claim was archived, with the hash of everything: written when the claim ends, and as the next version when it
 * ends again otherwise (objection, recovery, later papers). Each names the hash of the one before.
 */
import { CLAIM_LETTER_KINDS, type ClaimLetterKind } from '@erbao/api-contracts/letters';
import { PAPER_KINDS } from '@erbao/api-contracts/paper-kinds';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const letterSchema = z.object({
  kind: z.enum(CLAIM_LETTER_KINDS),
  issuedOn: z.string(),
  bytes: z.int(),
  sha256,
  key: z.string(),
});
export type ManifestLetter = z.infer<typeof letterSchema>;

export const manifestSchema = z.object({
  contract: z.literal('erbao.manifest/1'),
  claimId: z.string(),
  version: z.int().min(1),
  /** The moment of the event that ended the claim. */
  at: instantSchema,
  /** State and decided version of the claim. */
  state: z.string(),
  adjudicationVersion: z.int(),
  papers: z.array(
    z.object({
      paperId: z.string(),
      kind: z.enum(PAPER_KINDS),
      contentType: z.string(),
      bytes: z.int(),
      sha256,
      key: z.string(),
    }),
  ),
  /** What the citizen was told, as it was printed. */
  letters: z.array(letterSchema),
  /** Handed in and never usable: said so that nobody looks for them. */
  left: z.array(z.object({ paperId: z.string(), kind: z.enum(PAPER_KINDS), reason: z.string() })),
  previous: sha256.optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const folderOf = (claimId: string): string => `claims/${claimId}/`;
/** By content: the same paper is there once, however often its claim ends. */
export const originalKey = (claimId: string, hash: string): string => `${folderOf(claimId)}originals/${hash}`;
export const manifestLetterKey = (claimId: string, kind: ClaimLetterKind, hash: string): string =>
  `${folderOf(claimId)}letters/${kind}-${hash}.pdf`;
export const manifestKey = (claimId: string, version: number): string =>
  `${folderOf(claimId)}manifests/${String(version).padStart(4, '0')}.json`;

/** The bytes that are archived and hashed. */
export const manifestText = (manifest: Manifest): string => canonicalJson(manifest);
export const manifestHash = (manifest: Manifest): string => sha256Hex(manifestText(manifest));

/** The same for a claim that ended again with nothing to add. */
export const substanceHash = ({
  claimId,
  state,
  adjudicationVersion,
  papers,
  letters,
  left,
}: Omit<Manifest, 'version' | 'at' | 'previous'>): string =>
  sha256Hex(canonicalJson({ claimId, state, adjudicationVersion, papers, letters, left }));
