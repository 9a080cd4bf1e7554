/**
 * A settlement of a hospital as it stands on record: what the hospital said, what was decided, to which month it belongs.
 * Written in the transaction of the decision, by the window's door and by the month file's alike.
 */
import type { AdjudicationRecord } from '@erbao/adjudication/adjudication-record';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { queryAll } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import type { Decision } from '@erbao/kernel/decision';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import {
  type SettlementSheet,
  settlementSheetSchema,
  sheetOf,
} from '@erbao/national-record/settlement-sheet';
import * as z from 'zod';
import { hospitalSettlementTable } from './hospital-settlement-table.ts';

export const hospitalSettlementSchema = z.object({
  settlementId: z.string(),
  hospitalId: z.string(),
  setlId: z.string(),
  memberId: z.string(),
  /** `YYYY-MM`: the month in which the hospital is paid for it. */
  month: z.string(),
  account: z.string(),
  /** Of the adjudication that stands. */
  version: z.int(),
  door: z.enum(['one-stop', 'month-file']),
  state: z.enum(['standing', 'reversed']),
  /** When the hospital says that it settled. */
  settledAt: instantSchema,
  recordedAt: instantSchema,
  sheet: settlementSheetSchema,
  /** Of sheet and member: the same settlement said again has the same. */
  sheetHash: z.string(),
  fundSumRule: z.enum(['account-included', 'account-excluded']),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred']),
  grantedFen: fenSchema,
  /** By benefit of the scheme, only sums above 0: each benefit has its payer. */
  benefits: z.record(z.string(), fenSchema),
  schemeId: z.string(),
  /** The row of a month file that met it last, e.g. `file-…/ROW#00000012`. */
  metBy: z.string().optional(),
  reversedAt: instantSchema.optional(),
  reversedBy: z.string().optional(),
  reversedBecause: z.string().optional(),
});
export type HospitalSettlement = z.infer<typeof hospitalSettlementSchema>;

export const accountOf = (hospitalId: string, month: string): string => `${hospitalId}#${month}`;

export const sheetHashOf = (memberId: string, sheet: SettlementSheet): string =>
  sha256Hex(canonicalJson({ memberId, sheet }));

export type SettlementParts = {
  readonly settlementId: string;
  readonly hospitalId: string;
  readonly memberId: string;
  readonly month: string;
  readonly door: HospitalSettlement['door'];
  readonly row: SettlementRow;
  readonly recordedAt: Instant;
  readonly fundSumRule: HospitalSettlement['fundSumRule'];
  readonly record: AdjudicationRecord;
  readonly decision: Decision;
};

/** The settlement of a decision, as every door writes it. */
export const makeSettlement = ({ row, record, decision, ...parts }: SettlementParts): HospitalSettlement => {
  const sheet = sheetOf(row);
  return {
    ...parts,
    setlId: row.settlementId,
    account: accountOf(parts.hospitalId, parts.month),
    version: Number(record.version),
    state: 'standing',
    settledAt: row.settledAt,
    sheet,
    sheetHash: sheetHashOf(parts.memberId, sheet),
    outcome: record.outcome,
    grantedFen: record.totalFen,
    benefits: decision.outcome === 'granted' ? { ...decision.benefits } : {},
    schemeId: record.schemeId,
  };
};

export const insertSettlement = (settlement: HospitalSettlement): Write => ({
  do: 'insert',
  table: hospitalSettlementTable,
  item: settlement,
});

/** A corrected settlement stands again, under the next version of its decision. */
export const replaceSettlement = (before: HospitalSettlement, after: HospitalSettlement): Write => ({
  do: 'replace',
  table: hospitalSettlementTable,
  item: after,
  expect: { state: before.state, version: before.version },
});

export const reverseSettlement = (
  { settlementId }: HospitalSettlement,
  set: Pick<HospitalSettlement, 'reversedAt' | 'reversedBy' | 'reversedBecause'>,
): Write => ({
  do: 'change',
  table: hospitalSettlementTable,
  key: { settlementId },
  set: { ...set, state: 'reversed' },
  expect: { state: 'standing' },
});

/** A row meets it, on the condition that nothing else has since it was read: of two rows that say it, one is first. */
export const meetSettlement = ({ settlementId, state, metBy }: HospitalSettlement, row: string): Write => ({
  do: 'change',
  table: hospitalSettlementTable,
  key: { settlementId },
  set: { metBy: row },
  expect: { state, metBy: metBy ?? null },
});

export const settlementKey = (settlementId: string) => ({
  table: hospitalSettlementTable,
  key: { settlementId },
});

export const findSettlement = async (
  tables: Tables,
  settlementId: string,
): Promise<HospitalSettlement | undefined> => {
  const item = await tables.get(hospitalSettlementTable, { settlementId });
  return item === undefined ? undefined : hospitalSettlementSchema.parse(item);
};

/** More than a member settles while a claim may still be filed. */
const NEWEST = 100;

/** A member's latest settlements at all hospitals, newest first. */
export const settlementsOfMember = async (
  tables: Tables,
  memberId: string,
): Promise<readonly HospitalSettlement[]> => {
  const { items } = await tables.query({
    table: hospitalSettlementTable,
    index: 'by-member',
    partition: memberId,
    descending: true,
    limit: NEWEST,
  });
  return items.map((item) => hospitalSettlementSchema.parse(item));
};

/** One page of a month's settlements; `after` is the `next` of the page before. */
export const pageOfMonth = async (
  tables: Tables,
  account: { readonly hospitalId: string; readonly month: string },
  limit: number,
  after?: string,
): Promise<{ readonly settlements: readonly HospitalSettlement[]; readonly next?: string }> => {
  const { items, next } = await tables.query({
    table: hospitalSettlementTable,
    index: 'by-account',
    partition: accountOf(account.hospitalId, account.month),
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const settlements = items.map((item) => hospitalSettlementSchema.parse(item));
  return { settlements, ...(next === undefined ? {} : { next }) };
};

/** Settlements are spread evenly over the first digit of their ids: a month is read in sixteen parts at once. */
export const MONTH_PARTS = Array.from('0123456789abcdef');

/** All settlements of a hospital's month, or of one part of it. */
export async function* settlementsOfMonth(
  tables: Tables,
  hospitalId: string,
  month: string,
  part = '',
): AsyncGenerator<HospitalSettlement> {
  const asked = {
    table: hospitalSettlementTable,
    index: 'by-account',
    partition: accountOf(hospitalId, month),
    sortStartsWith: `settlement-${part}`,
  };
  for await (const item of queryAll(tables, asked)) yield hospitalSettlementSchema.parse(item);
}
