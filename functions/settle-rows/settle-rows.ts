/** A chunk: its rows in their order, then their results beside it. */
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { Defect } from '@erbao/kernel/errors';
import { type NumberedRow, readChunk } from '@erbao/settlement-files/chunks';
import { chunkKey, chunkResultKey } from '@erbao/settlement-files/file-names';
import { createRowIntake } from '@erbao/settlement-files/row-intake';
import { badResult, type RowResult } from '@erbao/settlement-files/row-result';
import { fileById, findRowResults, placeOf } from '@erbao/settlement-files/settlement-file';
import type { Needs as RowNeeds } from './row-case.ts';
import { keep, settleRow } from './settle-row.ts';

export type Needs = RowNeeds & { readonly files: Files };
export type Input = { readonly fileId: string; readonly index: number };

const BATCH = 100;

/** Results of rows that an earlier run of this step has settled. */
const settledBefore = async (
  { tables }: Needs,
  fileId: string,
  rows: readonly NumberedRow[],
): Promise<ReadonlyMap<number, RowResult>> => {
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
    const results: RowResult[] = [];
    for (const row of rows) {
      const read = intake(row);
      results.push(
        known.get(row.rowNumber) ??
          (read.ok
            ? await settleRow(needs, { file: whose, hospital, row, settlement: read.row })
            : await keep(needs, { file: whose, row }, () =>
                Promise.resolve({ result: badResult(row, header, read.problems), writes: [] }),
              )),
      );
    }
    const lines = results.map((result) => JSON.stringify(result)).join('\n');
    await needs.files.write(
      chunkResultKey(place, index),
      'application/jsonl',
      new TextEncoder().encode(lines),
    );
    return { fileId, index };
  };
