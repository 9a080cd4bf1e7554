/** What stands on record in the hospital's month and no row of the file has met. */
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { MonthTotals } from '@erbao/one-stop/hospital-month';
import {
  type HospitalSettlement,
  hospitalSettlementSchema,
  settlementKey,
  settlementsOfMonth,
} from '@erbao/one-stop/hospital-settlement';
import { type Difference, differencePart, putDifference } from '@erbao/settlement-files/difference';
import { isMetInFile } from '@erbao/settlement-files/match-row';
import { addToTotals } from '@erbao/settlement-files/month-balance';
import { rowReasonZh } from '@erbao/settlement-files/row-result';
import type { SettlementFile } from '@erbao/settlement-files/settlement-file';

export type RecordOnly = {
  readonly differences: readonly Difference[];
  /** The totals of the file's rows with these settlements beside them. */
  readonly counted: (totals: MonthTotals) => MonthTotals;
};

export const NONE: RecordOnly = { differences: [], counted: (totals) => totals };

const BATCH = 100;

const isUnmet = (settlement: HospitalSettlement, fileId: string): boolean =>
  settlement.state === 'standing' && !isMetInFile(settlement, fileId);

/** The index may lag behind the rows that were settled seconds ago, so what looks unmet is read again for certain. */
const certain = async (
  tables: Tables,
  candidates: readonly HospitalSettlement[],
  fileId: string,
): Promise<readonly HospitalSettlement[]> => {
  const unmet: HospitalSettlement[] = [];
  for (let start = 0; start < candidates.length; start += BATCH) {
    const batch = candidates.slice(start, start + BATCH);
    const items = await tables.getMany(batch.map(({ settlementId }) => settlementKey(settlementId)));
    for (const item of items) {
      if (item === undefined) continue;
      const settlement = hospitalSettlementSchema.parse(item);
      if (isUnmet(settlement, fileId)) unmet.push(settlement);
    }
  }
  return unmet;
};

const differenceOf = (
  { fileId, hospitalId, month }: SettlementFile,
  settlement: HospitalSettlement,
): Difference => ({
  fileId,
  part: differencePart(settlement.settlementId),
  differenceId: settlement.settlementId,
  hospitalId,
  month,
  kind: 'record-only',
  setlId: settlement.setlId,
  columns: [],
  reasonZh: rowReasonZh('record-only'),
  recordFen: settlement.grantedFen,
  state: 'open',
  remarks: [],
});

export const keepRecordOnly = async (tables: Tables, file: SettlementFile): Promise<RecordOnly> => {
  const candidates: HospitalSettlement[] = [];
  for await (const settlement of settlementsOfMonth(tables, file.hospitalId, file.month))
    if (isUnmet(settlement, file.fileId)) candidates.push(settlement);
  const unmet = await certain(tables, candidates, file.fileId);
  const differences = unmet.map((settlement) => differenceOf(file, settlement));
  for (let start = 0; start < differences.length; start += BATCH)
    await tables.commit(differences.slice(start, start + BATCH).map(putDifference));
  return {
    differences,
    counted: (totals) =>
      unmet.reduce(
        (sum, { sheet, grantedFen }) => addToTotals(sum, sheet.amounts.totalFen, grantedFen),
        totals,
      ),
  };
};
