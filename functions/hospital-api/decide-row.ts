/**
 * What a clerk's decision does to the record. The clerk says whose facts hold; the sum is the plan's: a row that is taken
 * is adjudicated anew in the place of what stood, and both versions stay on record.
 */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { planReversal } from '@erbao/adjudication/reversal';
import { Conflict } from '@erbao/kernel/errors';
import { type Fen, negateFen, ZERO_FEN } from '@erbao/kernel/money';
import * as settlements from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import { checkDecidable, type Difference } from '@erbao/settlement-files/difference';
import type { SettlementFile } from '@erbao/settlement-files/settlement-file';
import { type Decided, type Deed, type Needs, takeRow } from './take-row.ts';

const unchanged = (sumFen: Fen, deed: Deed): Decided => ({
  writes: [],
  billedFen: ZERO_FEN,
  grantedFen: ZERO_FEN,
  settlements: 0,
  decision: { ...deed, beforeFen: sumFen, afterFen: sumFen },
});

/** The hospital is not paid for what it does not claim: the settlement is taken back, ceilings restored. */
const dropRecord = async (
  { tables }: Needs,
  settled: settlements.HospitalSettlement,
  deed: Deed,
): Promise<Decided> => {
  const { settlementId, memberId, version, sheet, grantedFen } = settled;
  const record = await recordById(tables, settlementId, version);
  const accumulators = await findAccumulators(tables, memberId, record.schemeId);
  const because = 'not-payable';
  return {
    writes: [
      settlements.reverseSettlement(settled, {
        reversedAt: deed.at,
        reversedBy: deed.by,
        reversedBecause: because,
      }),
      ...planReversal(record, accumulators, { at: deed.at, who: deed.by, because }),
    ],
    billedFen: negateFen(sheet.amounts.totalFen),
    grantedFen: negateFen(grantedFen),
    settlements: -1,
    decision: { ...deed, beforeFen: grantedFen, afterFen: ZERO_FEN },
  };
};

export const decideRow = async (
  needs: Needs,
  file: SettlementFile,
  difference: Difference,
  deed: Deed,
): Promise<Decided> => {
  checkDecidable(difference, deed.kind);
  const { kind, rowNumber, setlId, recordFen } = difference;
  const isOfRecord = kind === 'record-only' && deed.kind === 'not-payable';
  if (deed.kind !== 'take-file' && !isOfRecord) return unchanged(recordFen, deed);
  const settled = await settlements.findSettlement(needs.tables, settlementIdOf(file.hospitalId, setlId));
  const standing = settled?.state === 'standing' ? settled : undefined;
  if (settled !== undefined && standing === undefined)
    throw new Conflict('settlement-reversed', { settlementId: settled.settlementId });
  if (rowNumber !== undefined) return takeRow(needs, file, rowNumber, standing, deed);
  return standing === undefined ? unchanged(ZERO_FEN, deed) : dropRecord(needs, standing, deed);
};
