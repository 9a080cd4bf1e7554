/** Rows in = decided + refused + referred + bad, row by row in order; only then the file closes. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import {
  changeMonth,
  findMonth,
  type HospitalMonth,
  type MonthState,
  stateAfter,
} from '@erbao/one-stop/hospital-month';
import { writeAnswer, XLSX_TYPE } from '@erbao/settlement-files/answer-file';
import { type Difference, differenceOfRow } from '@erbao/settlement-files/difference';
import { differencesTable } from '@erbao/settlement-files/differences-file';
import { differencesFileKey } from '@erbao/settlement-files/file-names';
import { moveAfter } from '@erbao/settlement-files/month-balance';
import { changeFile, fileById, placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';
import { type Added, addUp, resultsOf } from './add-up.ts';
import { keepRecordOnly, NONE, type RecordOnly } from './record-only.ts';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };
export type Output = { readonly fileId: string; readonly next: MonthState };

async function* allDifferences(
  files: Files,
  file: SettlementFile,
  recordOnly: readonly Difference[],
): AsyncGenerator<Difference> {
  const { fileId, hospitalId, month } = file;
  for await (const result of resultsOf(files, file)) {
    const difference = differenceOfRow({ fileId, hospitalId, month }, result);
    if (difference !== undefined) yield difference;
  }
  yield* recordOnly;
}

/** The month as it stands after this file: what is on record, and how much of it the hospital has to answer. */
const monthAfter = (
  month: HospitalMonth,
  { fileId, kind }: SettlementFile,
  { counted, differing }: Added,
  recordOnly: RecordOnly,
): HospitalMonth => {
  const done = { ...month, working: month.working.filter((other) => other !== fileId) };
  // a day's file is no claim that nothing else was settled
  if (kind === 'day') return done;
  const matched = {
    ...done,
    fileId,
    totals: recordOnly.counted(counted),
    unsettled: differing + recordOnly.differences.length,
  };
  return { ...matched, state: stateAfter(month, moveAfter(matched)) };
};

export const closeSettlementFile =
  ({ tables, files, clock }: Needs) =>
  async ({ fileId }: { readonly fileId: string }): Promise<Output> => {
    const file = await fileById(tables, fileId);
    const month = await findMonth(tables, file.hospitalId, file.month);
    if (file.state !== 'working') return { fileId, next: month?.state ?? 'collecting' };
    if (month === undefined) throw new Defect('file-without-month', { fileId });
    const added = await addUp(files, file);
    const recordOnly = file.kind === 'day' ? NONE : await keepRecordOnly(tables, file);
    const differences = differencesTable(allDifferences(files, file, recordOnly.differences));
    await files.writeStream(differencesFileKey(placeOf(file)), XLSX_TYPE, writeAnswer('xlsx', differences));
    const after = monthAfter(month, file, added, recordOnly);
    const at = clock();
    const outcome = await tables.commit([
      changeFile(file, { state: 'closed', totals: added.totals, closedAt: at }),
      changeMonth(month, { ...after }),
      recordDeed({
        subjectId: fileId,
        at,
        who: 'system',
        action: 'file-closed',
        details: { ...added.totals, unsettled: after.unsettled },
      }),
    ]);
    if (!outcome.committed) throw new Conflict('settlement-file-moved-on', { fileId });
    return { fileId, next: after.state };
  };
