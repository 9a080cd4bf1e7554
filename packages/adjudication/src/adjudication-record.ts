/** A decision as it stands: the receipt from which it can be computed again to the same fen, when, and by whom. */
import type { Receipt } from '@erbao/benefit-policy/receipt';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { adjudicationTable } from './adjudication-table.ts';

export const adjudicationRecordSchema = z.object({
  subjectId: z.string(),
  version: z.string(),
  memberId: z.string(),
  schemeId: z.string(),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred']),
  totalFen: fenSchema,
  state: z.enum(['standing', 'reversed']),
  decidedAt: instantSchema,
  decidedBy: z.string(),
  /** The receipt as canonical JSON; `receiptHash` is its SHA-256. */
  receipt: z.string(),
  receiptHash: z.string(),
  /** Where a settlement comes from, e.g. `file-…/ROW#00000012`. */
  source: z.string().optional(),
});
export type AdjudicationRecord = z.infer<typeof adjudicationRecordSchema>;

const VERSION_DIGITS = 4;
export const versionText = (version: number): string => String(version).padStart(VERSION_DIGITS, '0');

export const totalOf = (receipt: Receipt): Fen =>
  receipt.decision.outcome === 'granted' ? receipt.decision.totalFen : ZERO_FEN;

export type RecordInput = {
  readonly subjectId: string;
  readonly version: number;
  readonly memberId: string;
  readonly receipt: Receipt;
  readonly decidedAt: AdjudicationRecord['decidedAt'];
  readonly decidedBy: string;
  readonly source?: string;
};

export const makeRecord = ({ receipt, version, ...rest }: RecordInput): AdjudicationRecord => {
  const text = canonicalJson(receipt);
  return {
    ...rest,
    version: versionText(version),
    schemeId: receipt.schemeId,
    outcome: receipt.decision.outcome,
    totalFen: totalOf(receipt),
    state: 'standing',
    receipt: text,
    receiptHash: sha256Hex(text),
  };
};

export const insertRecord = (record: AdjudicationRecord): Write => ({
  do: 'insert',
  table: adjudicationTable,
  item: record,
});

const readRecord = (item: Item | undefined): AdjudicationRecord | undefined =>
  item === undefined ? undefined : adjudicationRecordSchema.parse(item);

export const findRecord = async (
  tables: Tables,
  subjectId: string,
  version: number,
): Promise<AdjudicationRecord | undefined> =>
  readRecord(await tables.get(adjudicationTable, { subjectId, version: versionText(version) }));

/** In their order; at most 100. */
export const findRecords = async (
  tables: Tables,
  asked: readonly { readonly subjectId: string; readonly version: number }[],
): Promise<readonly (AdjudicationRecord | undefined)[]> => {
  const items = await tables.getMany(
    asked.map(({ subjectId, version }) => ({
      table: adjudicationTable,
      key: { subjectId, version: versionText(version) },
    })),
  );
  return items.map(readRecord);
};

/** Throws NotFound `adjudication-unknown`. */
export const recordById = async (
  tables: Tables,
  subjectId: string,
  version: number,
): Promise<AdjudicationRecord> => {
  const record = await findRecord(tables, subjectId, version);
  if (record === undefined) throw new NotFound('adjudication-unknown', { subjectId, version });
  return record;
};
