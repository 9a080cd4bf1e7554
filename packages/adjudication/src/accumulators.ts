/**
 * The running sums of a member under a scheme. Every write expects the version that was read: two bills of one member
 * settled at the same time never both use the same room under a ceiling; the second one is decided again.
 */
import type { Movement, UsedCeilings } from '@erbao/benefit-policy/engine';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { addFen, type Fen, negateFen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { accumulatorTable } from './adjudication-table.ts';

const accumulatorsSchema = z.object({
  memberId: z.string(),
  schemeId: z.string(),
  /** 0: nothing written yet. */
  version: z.int(),
  used: z.record(z.string(), fenSchema),
});
export type Accumulators = z.infer<typeof accumulatorsSchema>;

export const accumulatorsKey = (memberId: string, schemeId: string) => ({
  table: accumulatorTable,
  key: { memberId, schemeId },
});

/** An item as read; no item means that nothing has been used. */
export const readAccumulators = (memberId: string, schemeId: string, item: Item | undefined): Accumulators =>
  item === undefined ? { memberId, schemeId, version: 0, used: {} } : accumulatorsSchema.parse(item);

export const findAccumulators = async (
  tables: Tables,
  memberId: string,
  schemeId: string,
): Promise<Accumulators> => {
  const { table, key } = accumulatorsKey(memberId, schemeId);
  return readAccumulators(memberId, schemeId, await tables.get(table, key));
};

const moved = (used: UsedCeilings, movements: readonly Movement[]): Record<string, Fen> => {
  const sums: Record<string, Fen> = { ...used };
  for (const { key, deltaFen } of movements) {
    const sum = addFen(sums[key] ?? ZERO_FEN, deltaFen);
    // what is taken back was taken back before: the record was read before somebody else's reversal
    if (sum < 0) throw new Conflict('ceilings-restored-before', { key });
    sums[key] = sum;
  }
  return sums;
};

/** Adds the movements of a decision, on the condition that nobody wrote since. */
export const moveAccumulators = (read: Accumulators, movements: readonly Movement[]): Write => {
  const item = { ...read, version: read.version + 1, used: moved(read.used, movements) };
  return read.version === 0
    ? { do: 'insert', table: accumulatorTable, item }
    : { do: 'replace', table: accumulatorTable, item, expect: { version: read.version } };
};

/** Takes the movements of a reversed decision back. */
export const restoreAccumulators = (read: Accumulators, movements: readonly Movement[]): Write =>
  moveAccumulators(
    read,
    movements.map(({ key, deltaFen }) => ({ key, deltaFen: negateFen(deltaFen) })),
  );
