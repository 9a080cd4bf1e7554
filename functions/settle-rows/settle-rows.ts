/** A chunk: its rows, several at once where their order cannot matter, then their results beside it. */
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { Defect } from '@erbao/kernel/errors';
import type { ReadRow } from '@erbao/national-record/settlement-row';
import { type NumberedRow, readChunk } from '@erbao/month-file/chunks';
import { chunkKey, chunkResultKey } from '@erbao/settlement-files/file-names';
import { createRowIntake } from '@erbao/month-file/row-intake';
import { badResult, type RowResult } from '@erbao/settlement-files/row-result';
import { fileById, findRowResults, placeOf } from '@erbao/settlement-files/settlement-file';
import type { Needs as RowNeeds } from './row-case.ts';
import { keep, settleRow } from './settle-row.ts';

export type Needs = RowNeeds & { readonly files: Files };
export type Input = { readonly fileId: string; readonly index: number };

const BATCH = 100;
/** A row waits for a read and a transaction; a chunk of a thousand then takes some seconds. */
const AT_ONCE = 8;

type Todo = { readonly row: NumberedRow; readonly read: ReadRow };

/**
 * Rows one after another that name no person and no settlement twice: only such rows touch the same ceilings or the same
 * record, so only their order matters.
 */
function* independentGroups(rows: readonly Todo[]): Generator<readonly Todo[], void, void> {
  let group: Todo[] = [];
  let named = new Set<string>();
  for (const todo of rows) {
    const { read } = todo;
    const names = read.ok ? [`person ${read.row.identityNumber}`, `settlement ${read.row.settlementId}`] : [];
    if (group.length === AT_ONCE || names.some((name) => named.has(name))) {
      yield group;
      group = [];
      named = new Set();
    }
    group.push(todo);
    for (const name of names) named.add(name);
  }
  yield group;
}

/** Results of rows that an earlier run of this step has settled. */
const settledBefore = async (
  { tables }: Needs,
  fileId: string,
  rows: readonly NumberedRow[],
): Promise<Map<number, RowResult>> => {
  const known = new Map<number, RowResult>();
  for (let start = 0; start < rows.length; start += BATCH) {
    const numbers = rows.slice(start, start + BATCH).map((row) => row.rowNumber);
    for (const result of await findRowResults(tables, fileId, numbers))
      if (result !== undefined) known.set(result.rowNumber, result);
  }
  return known;
};

export const settleRows =
  (needs: Needs) =>
  async ({ fileId, index }: Input): Promise<Input> => {
    const file = await fileById(needs.tables, fileId);
    const hospital = await findHospital(needs.tables, file.hospitalId);
    if (hospital === undefined) throw new Defect('file-without-hospital', { fileId });
    const place = placeOf(file);
    const text = new TextDecoder().decode(await readWhole(needs.files, chunkKey(place, index)));
    const { header, rows } = readChunk(text);
    const whose = { fileId, hospitalId: file.hospitalId, month: file.month };
    const intake = createRowIntake(header, file.hospitalId);
    const known = await settledBefore(needs, fileId, rows);
    const settle = ({ row, read }: Todo): Promise<RowResult> =>
      read.ok
        ? settleRow(needs, { file: whose, hospital, row, settlement: read.row })
        : keep(needs, { file: whose, row }, () =>
            Promise.resolve({ result: badResult(row, header, read.problems), writes: [] }),
          );
    const open = rows.filter((row) => !known.has(row.rowNumber)).map((row) => ({ row, read: intake(row) }));
    for (const group of independentGroups(open))
      for (const result of await Promise.all(group.map(settle))) known.set(result.rowNumber, result);
    const lines = rows.map((row) => JSON.stringify(known.get(row.rowNumber))).join('\n');
    await needs.files.write(
      chunkResultKey(place, index),
      'application/jsonl',
      new TextEncoder().encode(lines),
    );
    return { fileId, index };
  };
