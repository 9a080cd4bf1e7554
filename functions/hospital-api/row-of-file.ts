/** One row of a file as it was handed in, found in the chunk that holds it. */
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { NotFound } from '@erbao/kernel/errors';
import { readChunk } from '@erbao/month-file/chunks';
import { createRowIntake } from '@erbao/month-file/row-intake';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import { chunkKey } from '@erbao/settlement-files/file-names';
import { placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';

/** Chunks are cut in equal numbers of rows; the first one tells how many. */
export const rowOfFile = async (
  store: Files,
  file: SettlementFile,
  rowNumber: number,
): Promise<SettlementRow> => {
  const chunkAt = async (index: number) =>
    readChunk(new TextDecoder().decode(await readWhole(store, chunkKey(placeOf(file), index))));
  const first = await chunkAt(0);
  const index = Math.floor((rowNumber - 1) / Math.max(1, first.rows.length));
  const { header, rows } = index === 0 ? first : await chunkAt(index);
  const row = rows.find((one) => one.rowNumber === rowNumber);
  const read = row === undefined ? undefined : createRowIntake(header, file.hospitalId)(row);
  if (read?.ok !== true) throw new NotFound('row-unreadable', { fileId: file.fileId, rowNumber });
  return read.row;
};
