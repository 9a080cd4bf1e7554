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
import { addToTotals } from '@erbao/one-stop/month-totals';
import { rowReasonZh } from '@erbao/settlement-files/row-result';
import type { SettlementFile } from '@erbao/settlement-files/settlement-file';

const BATCH = 100;

const isUnmet = (settlement: HospitalSettlement, fileId: string): boolean =>
  settlement.state === 'standing' && !isMetInFile(settlement, fileId);

/** The index may lag behind the rows that were settled seconds ago, so what looks unmet is read again for certain. */
const certain = async (
  tables: Tables,
  candidates: readonly HospitalSettlement[],
  fileId: string,
): Promise<readonly HospitalSettlement[]> => {
  const items = await tables.getMany(candidates.map(({ settlementId }) => settlementKey(settlementId)));
  return items
    .flatMap((item) => (item === undefined ? [] : [hospitalSettlementSchema.parse(item)]))
    .filter((settlement) => isUnmet(settlement, fileId));
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

/** Keeps a difference for each and gives the totals with them; a batch at a time, however many there are. */
export const addRecordOnly = async (
  tables: Tables,
  file: SettlementFile,
  matched: MonthTotals,
): Promise<MonthTotals> => {
  let totals = matched;
  const keep = async (candidates: readonly HospitalSettlement[]): Promise<void> => {
    const unmet = await certain(tables, candidates, file.fileId);
    if (unmet.length > 0)
      await tables.commit(unmet.map((settlement) => putDifference(differenceOf(file, settlement))));
    for (const { sheet, grantedFen } of unmet)
      totals = addToTotals(totals, sheet.amounts.totalFen, grantedFen);
  };
  let candidates: HospitalSettlement[] = [];
  for await (const settlement of settlementsOfMonth(tables, file.hospitalId, file.month)) {
    if (!isUnmet(settlement, file.fileId)) continue;
    candidates.push(settlement);
    if (candidates.length < BATCH) continue;
    await keep(candidates);
    candidates = [];
  }
  if (candidates.length > 0) await keep(candidates);
  return totals;
};
