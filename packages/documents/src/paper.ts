/**
 * A scanned paper: ticketed, then uploaded and found to be what its ticket promised (stored), or not (rejected, with the
 * reason). Its id follows from the member and the content, so the same photograph is one paper.
 */
import { PAPER_KINDS, type PaperKind } from '@erbao/api-contracts/paper-kinds';
import {
  PAPER_STATES,
  PAPER_TYPES,
  type PaperType,
  REJECTIONS,
  type Rejection,
  SCAN_STATES,
} from '@erbao/api-contracts/paper-states';
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { documentTable } from './document-table.ts';

export const paperKindSchema = z.enum(PAPER_KINDS);

/** 20 MiB: a phone's photograph is 3–8 MB, a scanned PDF of ten pages about 10 MB. */
export const MOST_PAPER_BYTES = 20 * 1024 * 1024;
/** Phones take up to 64 million pixels in earnest; more is a gimmick, or a header that wants to fill the memory. */
export const MOST_PIXELS = 70_000_000;

const scanSchema = z.object({
  state: z.enum(SCAN_STATES),
  /** What was found, or why nothing was looked for. */
  word: z.string().optional(),
  at: instantSchema,
});

export const paperSchema = z.object({
  paperId: z.string(),
  memberId: z.string(),
  kind: paperKindSchema,
  /** As the ticket said; once stored, what the bytes are. */
  contentType: z.enum(PAPER_TYPES),
  sha256: z.string(),
  key: z.string(),
  ticketedAt: instantSchema,
  /** Bytes that the ticket promised, and the subject of the token that asked for it. */
  promisedBytes: z.int().optional(),
  ticketedBy: z.string().optional(),
  /** A started upload in parts. */
  uploadId: z.string().optional(),
  state: z.enum(PAPER_STATES),
  bytes: z.int().optional(),
  rejection: z.enum(REJECTIONS).optional(),
  /** When a paper that had been stored was found unusable. */
  lostAt: instantSchema.optional(),
  /** Absent until the paper was handed to the scanner. */
  scan: scanSchema.optional(),
  /** When the viewing copies of an image were drawn. */
  copiedAt: instantSchema.optional(),
  /** How an image looks, with its copies. */
  likeness: z.string().optional(),
});
export type Paper = z.infer<typeof paperSchema>;

export const paperIdOf = (memberId: string, kind: PaperKind, sha256: string): string =>
  contentId('paper', memberId, kind, sha256);

/** Where the bytes lie; the path carries ids only. */
export const paperKey = (paperId: string): string => `papers/${paperId}`;
export const paperIdOfKey = (key: string): string | undefined => /^papers\/(paper-[0-9a-f]+)$/.exec(key)?.[1];

/** A new ticket; the same content again is refused by the store and the known paper serves. */
export const ticketPaper = (paper: Omit<Paper, 'state' | 'key'>): Write => ({
  do: 'insert',
  table: documentTable,
  item: { ...paper, key: paperKey(paper.paperId), state: 'ticketed' },
});

export type Inspection =
  | { readonly ok: true; readonly bytes: number; readonly contentType: PaperType }
  | { readonly ok: false; readonly bytes: number; readonly rejection: Rejection };

/** The paper after its content was looked at. */
export const inspectedPaper = (paper: Paper, inspection: Inspection): Paper =>
  inspection.ok
    ? { ...paper, state: 'stored', bytes: inspection.bytes, contentType: inspection.contentType }
    : { ...paper, state: 'rejected', bytes: inspection.bytes, rejection: inspection.rejection };

export const recordInspection = (paper: Paper, inspection: Inspection, at: Instant): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId: paper.paperId },
  set: {
    bytes: inspection.bytes,
    inspectedAt: at,
    ...(inspection.ok
      ? { state: 'stored', contentType: inspection.contentType }
      : { state: 'rejected', rejection: inspection.rejection }),
  },
  ...(inspection.ok ? { remove: ['rejection'] } : {}),
  expect: { state: paper.state },
});

/** Found only after the paper was stored: by the scanner, or by the decoder. */
export const rejectStored = (
  paper: Paper,
  rejection: Rejection,
  lostAt: Instant,
  scan?: Paper['scan'],
): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId: paper.paperId },
  set: { state: 'rejected', rejection, lostAt, ...(scan === undefined ? {} : { scan }) },
  remove: ['unscanned'],
  expect: { state: 'stored' },
});

const UNSCANNED = 'unscanned';

/** What a scanner said of a stored paper that may stay; one that nobody could scan is found again by the next night. */
export const scanStored = (paperId: string, scan: NonNullable<Paper['scan']>): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId },
  set: { scan, ...(scan.state === 'not-scanned' ? { unscanned: UNSCANNED } : {}) },
  ...(scan.state === 'not-scanned' ? {} : { remove: ['unscanned'] }),
  expect: { state: 'stored' },
});

/** Oldest first. */
export async function* unscannedPapers(tables: Tables): AsyncGenerator<Paper> {
  const query = { table: documentTable, index: 'by-unscanned', partition: UNSCANNED };
  for await (const item of queryAll(tables, query)) yield paperSchema.parse(item);
}

export const changeStored = (paperId: string, set: Partial<Pick<Paper, 'copiedAt' | 'likeness'>>): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId },
  set,
  expect: { state: 'stored' },
});

/** An upload in parts is under way; of two that open one at once, one wins. */
export const beginParts = ({ paperId, uploadId }: Paper, opened: string): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId },
  set: { uploadId: opened },
  expect: { uploadId: uploadId ?? null },
});

export const findPapers = async (
  tables: Tables,
  paperIds: readonly string[],
): Promise<readonly (Paper | undefined)[]> =>
  (await tables.getMany(paperIds.map((paperId) => ({ table: documentTable, key: { paperId } })))).map(
    (item) => (item === undefined ? undefined : paperSchema.parse(item)),
  );

/** Throws NotFound `paper-unknown`. */
export const paperById = async (tables: Tables, paperId: string): Promise<Paper> => {
  const [paper] = await findPapers(tables, [paperId]);
  if (paper === undefined) throw new NotFound('paper-unknown', { paperId });
  return paper;
};
