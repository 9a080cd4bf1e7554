/** A chunk: its rows, many at once where their order cannot matter, then their results beside it. */
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { Defect } from '@erbao/kernel/errors';
import { normalIdentityNumber } from '@erbao/members/member';
import { type NumberedRow, readChunk } from '@erbao/month-file/chunks';
import { chunkKey, chunkResultKey } from '@erbao/settlement-files/file-names';
import { createRowIntake } from '@erbao/month-file/row-intake';
import type { RowResult } from '@erbao/settlement-files/row-result';
import { fileById, findRowResults, placeOf } from '@erbao/settlement-files/settlement-file';
import type { Needs as RowNeeds } from './row-case.ts';
import { settleTogether, type Todo } from './settle-together.ts';

export type Needs = RowNeeds & { readonly files: Files };
export type Input = { readonly fileId: string; readonly index: number };

const BATCH = 100;
/** A row has at most six writes, and a transaction a hundred. */
const TOGETHER = 16;
const TRANSACTIONS_AT_ONCE = 4;

const inPieces = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, place) =>
    list.slice(place * size, (place + 1) * size),
  );

/**
 * Rows one after another that name no person and no settlement twice: only such rows touch the same ceilings or the same
 * record, so only their order matters.
 */
function* independentGroups(rows: readonly Todo[]): Generator<readonly Todo[], void, void> {
  let group: Todo[] = [];
  let named = new Set<string>();
  for (const todo of rows) {
    const { read } = todo;
    const names = read.ok
      ? [`person ${normalIdentityNumber(read.row.identityNumber)}`, `settlement ${read.row.settlementId}`]
      : [];
    if (group.length === TOGETHER * TRANSACTIONS_AT_ONCE || names.some((name) => named.has(name))) {
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
  for (const batch of inPieces(rows, BATCH)) {
    const numbers = batch.map((row) => row.rowNumber);
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
    const whose = {
      file: { fileId, hospitalId: file.hospitalId, month: file.month },
      hospital,
      header,
    };
    const intake = createRowIntake(header, file.hospitalId);
    const known = await settledBefore(needs, fileId, rows);
    const open = rows.filter((row) => !known.has(row.rowNumber)).map((row) => ({ row, read: intake(row) }));
    for (const group of independentGroups(open)) {
      const pieces = inPieces(group, TOGETHER).map((piece) => settleTogether(needs, whose, piece));
      for (const result of (await Promise.all(pieces)).flat()) known.set(result.rowNumber, result);
    }
    const lines = rows.map((row) => JSON.stringify(known.get(row.rowNumber))).join('\n');
    await needs.files.write(
      chunkResultKey(place, index),
      'application/jsonl',
      new TextEncoder().encode(lines),
    );
    return { fileId, index };
  };
