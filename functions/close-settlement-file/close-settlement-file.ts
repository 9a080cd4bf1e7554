/** Rows in = decided + refused + referred + bad, row by row in order; only then the file closes. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock, Instant } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import {
  changeMonth,
  findMonth,
  type HospitalMonth,
  type MonthState,
  type MonthTotals,
  stateAfter,
} from '@erbao/one-stop/hospital-month';
import { writeAnswer, XLSX_TYPE } from '@erbao/settlement-files/answer-file';
import { allDifferences, isUnsettled } from '@erbao/settlement-files/difference';
import { differencesTable } from '@erbao/settlement-files/differences-file';
import { differencesFileKey } from '@erbao/settlement-files/file-names';
import { moveAfter } from '@erbao/one-stop/month-totals';
import { openAnswers } from '@erbao/settlement-files/month-deadlines';
import { type District, whenReceived } from '@erbao/settlement-files/month-received';
import { tellMatched } from '@erbao/settlement-files/month-told';
import { monthRuleOn } from '@erbao/settlement-files/month-rules';
import { changeFile, fileById, placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';
import { addUp } from './add-up.ts';
import { addRecordOnly } from './record-only.ts';

export type Needs = District & { readonly tables: Tables; readonly files: Files; readonly clock: Clock };
export type Output = { readonly fileId: string; readonly next: MonthState };

/** The differences as they stand in the table, which is also what will be answered; gives how many are open. */
const writeDifferences = async ({ tables, files }: Needs, file: SettlementFile): Promise<number> => {
  let open = 0;
  async function* counted() {
    for await (const difference of allDifferences(tables, file.fileId)) {
      if (isUnsettled(difference.state)) open += 1;
      yield difference;
    }
  }
  const table = differencesTable(counted());
  await files.writeStream(differencesFileKey(placeOf(file)), XLSX_TYPE, writeAnswer('xlsx', table));
  return open;
};

/** The month as it stands after this file: what is on record, and how much of it the hospital has to answer. */
const monthAfter = (
  month: HospitalMonth,
  { fileId, kind }: SettlementFile,
  counted: MonthTotals,
  unsettled: number,
): HospitalMonth => {
  const done = { ...month, working: month.working.filter((other) => other !== fileId) };
  // a day's file is no claim that nothing else was settled
  if (kind === 'day') return done;
  const matched = { ...done, fileId, totals: counted, unsettled };
  return { ...matched, state: stateAfter(month, moveAfter(matched)) };
};

/** The hospital's answers are awaited, and with the summary the month counts as received. */
const datesOf = async (needs: Needs, before: HospitalMonth, after: HospitalMonth, at: Instant) => {
  const { fileId = '', unsettled } = after;
  const received = await whenReceived(needs, after, at);
  const answers = await openAnswers(
    needs.tables,
    monthRuleOn(needs.schemeId, after.month),
    after,
    { fileId, superseded: before.fileId, unsettled },
    at,
  );
  return { month: received.month, writes: [...received.writes, ...answers] };
};

export const closeSettlementFile =
  (needs: Needs) =>
  async ({ fileId }: { readonly fileId: string }): Promise<Output> => {
    const { tables, files, clock } = needs;
    const file = await fileById(tables, fileId);
    const month = await findMonth(tables, file.hospitalId, file.month);
    if (file.state !== 'working') return { fileId, next: month?.state ?? 'collecting' };
    if (month === undefined) throw new Defect('file-without-month', { fileId });
    const { totals, counted } = await addUp(files, file);
    const all = file.kind === 'day' ? counted : await addRecordOnly(tables, file, counted);
    const after = monthAfter(month, file, all, await writeDifferences(needs, file));
    const at = clock();
    const dates = file.kind === 'day' ? { month: after, writes: [] } : await datesOf(needs, month, after, at);
    const outcome = await tables.commit([
      changeFile(file, { state: 'closed', totals, closedAt: at }),
      changeMonth(month, { ...dates.month }),
      ...dates.writes,
      tellMatched(file, file.kind === 'day' ? 0 : after.unsettled, at),
      recordDeed({
        subjectId: fileId,
        at,
        who: 'system',
        action: 'file-closed',
        details: { ...totals, unsettled: after.unsettled },
      }),
    ]);
    if (!outcome.committed) throw new Conflict('settlement-file-moved-on', { fileId });
    return { fileId, next: after.state };
  };
