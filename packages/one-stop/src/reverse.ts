/**
 * Taking a settlement back. While its month is open it leaves the month; once the month is closed the statement stands, and
 * the next open month carries a line below 0 that refers to it.
 */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { planReversal } from '@erbao/adjudication/reversal';
import type { Actor } from '@erbao/audit/audit-event';
import type { Write } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf, monthOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { negateFen } from '@erbao/kernel/money';
import {
  candidateMonths,
  changeMonth,
  findMonth,
  firstOpenMonth,
  monthAfter,
  monthKey,
  readMonth,
} from './hospital-month.ts';
import { type HospitalSettlement, reverseSettlement } from './hospital-settlement.ts';
import { insertLateLine, lateReversal } from './late-line.ts';
import { countInMonth } from './month-totals.ts';
import { answerFor, ownSettlement, TRIES } from './one-stop.ts';
import type { SettlementAnswer } from './settlement-answer.ts';
import type { Needs } from './settlement-case.ts';

export type ReversalAsk = {
  readonly hospitalId: string;
  readonly setlId: string;
  readonly reason: string;
  readonly who: Actor;
};
type Deed = Pick<ReversalAsk, 'who' | 'reason'> & { readonly at: Instant };

/** The line stands in the first open month after the closed one, which must stay open until the commit. */
const lateLine = async (
  { tables }: Needs,
  settlement: HospitalSettlement,
  { who: by, at, reason: because }: Deed,
): Promise<readonly Write[]> => {
  const { hospitalId } = settlement;
  const candidates = candidateMonths(monthAfter(settlement.month), localDateOf(at));
  const items = await tables.getMany(candidates.slice(0, -1).map((month) => monthKey(hospitalId, month)));
  const { month, read } = firstOpenMonth(hospitalId, candidates, items.map(readMonth));
  return [
    insertLateLine(lateReversal(settlement, month, { at, by, because })),
    ...(read === undefined ? [] : [changeMonth(read, {})]),
  ];
};

const onMonth = async (
  needs: Needs,
  settlement: HospitalSettlement,
  deed: Deed,
): Promise<readonly Write[]> => {
  const { hospitalId, month, settlementId, sheet, grantedFen } = settlement;
  if (month === monthOf(localDateOf(deed.at))) return [];
  const read = await findMonth(needs.tables, hospitalId, month);
  if (read === undefined) return [];
  if (read.state === 'closing') throw new Conflict('settlement-month-closing', { settlementId, month });
  if (read.state === 'closed') return lateLine(needs, settlement, deed);
  const less = { billedFen: negateFen(sheet.amounts.totalFen), grantedFen: negateFen(grantedFen) };
  return [countInMonth(read, less, -1)];
};

/** Takes a settlement back: ceilings and reservation are restored; the second time it answers as the first. */
export const reverse = async (needs: Needs, ask: ReversalAsk): Promise<SettlementAnswer> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const settlement = await ownSettlement(needs, ask.hospitalId, ask.setlId);
    const record = await recordById(needs.tables, settlement.settlementId, settlement.version);
    if (settlement.state === 'reversed') return answerFor(needs, settlement, record, 'reversed');
    const accumulators = await findAccumulators(needs.tables, settlement.memberId, record.schemeId);
    const { who, reason } = ask;
    const at = needs.clock();
    const outcome = await needs.tables.commit([
      reverseSettlement(settlement, { reversedAt: at, reversedBy: who, reversedBecause: reason }),
      ...planReversal(record, accumulators, { at, who, because: 'hospital-reversed' }),
      ...(await onMonth(needs, settlement, { who, reason, at })),
    ]);
    if (outcome.committed) return answerFor(needs, { ...settlement, state: 'reversed' }, record, 'reversed');
  }
  throw new Conflict('ceilings-contended', { hospitalId: ask.hospitalId });
};
