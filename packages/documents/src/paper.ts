/**
 * A scanned paper: ticketed, then uploaded and found to be what its ticket promised (stored), or not (rejected, with the
 * reason). Its id follows from the member and the content, so the same photograph is one paper.
 */
import { PAPER_KINDS, type PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { documentTable } from './document-table.ts';

export const paperKindSchema = z.enum(PAPER_KINDS);

export const PAPER_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
/** 20 MiB: a phone's photograph is 3–8 MB, a scanned PDF of ten pages about 10 MB. */
export const MOST_PAPER_BYTES = 20 * 1024 * 1024;

export const REJECTIONS = ['type-not-accepted', 'hash-differs', 'too-large', 'empty'] as const;

export const paperSchema = z.object({
  paperId: z.string(),
  memberId: z.string(),
  kind: paperKindSchema,
  contentType: z.enum(PAPER_TYPES),
  sha256: z.string(),
  key: z.string(),
  ticketedAt: instantSchema,
  state: z.enum(['ticketed', 'stored', 'rejected']),
  bytes: z.int().optional(),
  rejection: z.enum(REJECTIONS).optional(),
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
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly bytes: number; readonly rejection: (typeof REJECTIONS)[number] };

export const recordInspection = (paperId: string, inspection: Inspection, at: Instant): Write => ({
  do: 'change',
  table: documentTable,
  key: { paperId },
  set: {
    state: inspection.ok ? 'stored' : 'rejected',
    bytes: inspection.bytes,
    inspectedAt: at,
    ...(inspection.ok ? {} : { rejection: inspection.rejection }),
  },
  ...(inspection.ok ? { remove: ['rejection'] } : {}),
  expect: {},
});

export const findPapers = async (
  tables: Tables,
  paperIds: readonly string[],
): Promise<readonly (Paper | undefined)[]> =>
  (await tables.getMany(paperIds.map((paperId) => ({ table: documentTable, key: { paperId } })))).map(
    (item) => (item === undefined ? undefined : paperSchema.parse(item)),
  );
