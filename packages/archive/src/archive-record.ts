/** The archive's own record of a claim: which manifest counts, and whether the claim is held. */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { archiveTable } from './archive-table.ts';

/** `held` and `release-proposed` keep everything; `proposed` not yet, `none` no more. */
export const HOLD_STATES = ['none', 'proposed', 'held', 'release-proposed'] as const;

export const archiveRecordSchema = z.object({
  claimId: z.string(),
  /** Counts every change of this record: of two changes of the same revision, one wins. */
  revision: z.int(),
  /** Manifests so far. */
  version: z.int(),
  manifestSha256: z.string().optional(),
  /** The text of the latest manifest: what is to stand in the archive is known before it stands there. */
  manifest: z.string().optional(),
  substance: z.string().optional(),
  archivedAt: instantSchema.optional(),
  /** Every letter of every manifest: a later letter does not replace an earlier one. */
  letterKeys: z.array(z.string()).optional(),
  hold: z.enum(HOLD_STATES),
  holdBy: z.string().optional(),
  holdReason: z.string().optional(),
});
export type ArchiveRecord = z.infer<typeof archiveRecordSchema>;

export const findArchive = async (tables: Tables, claimId: string): Promise<ArchiveRecord> => {
  const item = await tables.get(archiveTable, { claimId });
  return item === undefined
    ? { claimId, revision: 0, version: 0, hold: 'none' }
    : archiveRecordSchema.parse(item);
};

export const changeArchive = (record: ArchiveRecord, change: Partial<ArchiveRecord>): Write => {
  const item = { ...record, ...change, revision: record.revision + 1 };
  return record.revision === 0
    ? { do: 'insert', table: archiveTable, item }
    : { do: 'replace', table: archiveTable, item, expect: { revision: record.revision } };
};

export const isHeld = ({ hold }: ArchiveRecord): boolean => hold === 'held' || hold === 'release-proposed';
