/**
 * The message about a paper that was taken: on `papers-to-copy` for those who draw viewing copies, on `papers-to-read` for
 * those who read it. It may come more than once, and before any claim exists: papers are uploaded first and filed later.
 */
import * as z from 'zod';
import { PAPER_TYPES } from '@erbao/api-contracts/paper-states';
import { type Paper, paperKindSchema } from './paper.ts';

export const storedPaperSchema = z.object({
  paperId: z.string(),
  /** The original in the bucket `papers`. */
  key: z.string(),
  sha256: z.string(),
  kind: paperKindSchema,
  /** What the bytes are, whatever the ticket said. */
  contentType: z.enum(PAPER_TYPES),
});
export type StoredPaper = z.infer<typeof storedPaperSchema>;

export const storedPaperMessage = ({ paperId, key, sha256, kind, contentType }: Paper): string =>
  JSON.stringify({ paperId, key, sha256, kind, contentType } satisfies StoredPaper);
