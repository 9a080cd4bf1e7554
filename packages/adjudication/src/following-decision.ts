/**
 * A version that follows one whose money was paid: it decides about the whole bill again, under the ceilings as they
 * would be without the earlier version, and books only what is more. Taken back, the earlier version stands again.
 */
import type { Movement } from '@erbao/benefit-policy/engine';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { Conflict } from '@erbao/kernel/errors';
import { addFen, type Fen, negateFen, ZERO_FEN } from '@erbao/kernel/money';
import { type Accumulators, findAccumulators, moveAccumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { accumulatorTable, adjudicationTable } from './adjudication-table.ts';
import { type Planned, planAdjudication, type Subject } from './plan.ts';
import { planReversal, type Reversal } from './reversal.ts';

const movementsOf = (record: AdjudicationRecord): readonly Movement[] =>
  receiptSchema.parse(JSON.parse(record.receipt)).movements;

const negated = (movements: readonly Movement[]): readonly Movement[] =>
  movements.map(({ key, deltaFen }) => ({ key, deltaFen: negateFen(deltaFen) }));

const withoutCeilings = (writes: readonly Write[]): readonly Write[] =>
  writes.filter(({ table }) => table.name !== accumulatorTable.name);

const after = (read: Accumulators, movements: readonly Movement[]): Accumulators => {
  const used: Record<string, Fen> = { ...read.used };
  for (const { key, deltaFen } of movements) used[key] = addFen(used[key] ?? ZERO_FEN, deltaFen);
  return { ...read, used };
};

/** The ceilings are one item: taking the earlier version back and deciding anew is one write of it. */
export const planFollowing = (
  subject: Subject,
  basis: AdjudicationRecord,
  accumulators: Accumulators,
): Planned => {
  const { at, who, version } = subject;
  const reversal = { at, who, because: 'followed', attempt: `before-${String(version)}` };
  const earlier = planReversal(basis, accumulators, reversal);
  const planned = planAdjudication(subject, after(accumulators, negated(movementsOf(basis))));
  const movesCeilings = planned.writes.some(({ table }) => table.name === accumulatorTable.name);
  return {
    ...planned,
    writes: [...(movesCeilings ? withoutCeilings(earlier) : earlier), ...planned.writes],
  };
};

const TRIES = 8;

/** As `adjudicate`, for a version that follows a paid one. */
export const adjudicateFollowing = async (
  tables: Tables,
  subject: Subject,
  basis: AdjudicationRecord,
  around: (planned: Planned) => readonly Write[],
): Promise<{ readonly done: boolean }> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const accumulators = await findAccumulators(tables, subject.memberId, subject.scheme.schemeId);
    const planned = planFollowing(subject, basis, accumulators);
    const writes = [...planned.writes, ...around(planned)];
    const outcome = await tables.commit(writes);
    if (outcome.committed) return { done: true };
    if (!outcome.refused.every((place) => writes[place]?.table.name === accumulatorTable.name))
      return { done: false };
  }
  throw new Conflict('ceilings-contended', { subjectId: subject.subjectId });
};

/** Takes a standing version back; the paid one that it followed, if any, stands again. */
export const planTakingBack = (
  record: AdjudicationRecord,
  accumulators: Accumulators,
  reversal: Reversal,
  basis?: AdjudicationRecord,
): readonly Write[] => {
  const writes = planReversal(record, accumulators, reversal);
  if (basis === undefined) return writes;
  const { subjectId, schemeId, totalFen } = basis;
  const movements = [...negated(movementsOf(record)), ...movementsOf(basis)];
  return [
    ...withoutCeilings(writes),
    ...(movements.length === 0 ? [] : [moveAccumulators(accumulators, movements)]),
    {
      do: 'change',
      table: adjudicationTable,
      key: { subjectId, version: basis.version },
      set: { state: 'standing' },
      remove: ['reversedAt', 'reversedBy'],
      expect: { state: 'reversed' },
    },
    post({
      kind: 'benefit-decided',
      schemeId,
      subjectId,
      version: Number(basis.version),
      attempt: `after-${record.version}`,
      amountFen: totalFen,
      at: reversal.at,
    }),
  ];
};
