/**
 * What a closed month still owes or is owed: a settlement of it that was taken back afterwards, or a balance below 0. It
 * stands in the next open month with its reference; the closed statement is never changed.
 */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { negateFen } from '@erbao/kernel/money';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { accountOf, type HospitalSettlement } from './hospital-settlement.ts';
import { lateLineTable } from './late-line-table.ts';

export const lateLineSchema = z.object({
  account: z.string(),
  /** The settlement that was taken back, or the statement whose balance is carried over: once for good. */
  lineId: z.string(),
  kind: z.enum(['reversed', 'carried']),
  /** The closed month that it refers to. */
  ofMonth: z.string(),
  /** Empty for a balance. */
  setlId: z.string(),
  billedFen: fenSchema,
  /** Below 0. */
  grantedFen: fenSchema,
  /** By benefit, below 0; a balance names its payer instead. */
  benefits: z.record(z.string(), fenSchema),
  payerId: z.string().optional(),
  schemeId: z.string(),
  /** On which the payers of the benefits are looked up. */
  endedOn: z.string(),
  at: instantSchema,
  by: z.string(),
  because: z.string(),
});
export type LateLine = z.infer<typeof lateLineSchema>;

export const insertLateLine = (line: LateLine): Write => ({ do: 'insert', table: lateLineTable, item: line });

export const lateReversal = (
  settlement: HospitalSettlement,
  month: string,
  deed: Pick<LateLine, 'at' | 'by' | 'because'>,
): LateLine => ({
  account: accountOf(settlement.hospitalId, month),
  lineId: settlement.settlementId,
  kind: 'reversed',
  ofMonth: settlement.month,
  setlId: settlement.setlId,
  billedFen: negateFen(settlement.sheet.amounts.totalFen),
  grantedFen: negateFen(settlement.grantedFen),
  benefits: Object.fromEntries(
    Object.entries(settlement.benefits).map(([benefit, sum]) => [benefit, negateFen(sum)]),
  ),
  schemeId: settlement.schemeId,
  endedOn: settlement.sheet.endedOn,
  ...deed,
});

/** Read strongly: whoever adds one holds the month open by its version. */
export const lateLinesOf = async (
  tables: Tables,
  hospitalId: string,
  month: string,
): Promise<readonly LateLine[]> => {
  const lines: LateLine[] = [];
  for await (const item of queryAll(tables, {
    table: lateLineTable,
    partition: accountOf(hospitalId, month),
  }))
    lines.push(lateLineSchema.parse(item));
  return lines;
};
