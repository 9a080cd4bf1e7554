/** Rows in = decided + refused + referred + bad, row by row in order; only then the file closes. */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import {
  addResult,
  type ControlTotals,
  emptyTotals,
  reconciles,
} from '@erbao/settlement-files/control-totals';
import { chunkResultKey, resultFileKey } from '@erbao/settlement-files/file-names';
import { writeResultFile } from '@erbao/settlement-files/result-file';
import { type RowResult, rowResultSchema } from '@erbao/settlement-files/row-result';
import { changeFile, fileById, placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';
import { writeCsv } from '@erbao/tabular/write-csv';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };

async function* resultsOf(files: Files, file: SettlementFile): AsyncGenerator<RowResult> {
  for (let index = 0; index < (file.chunkCount ?? 0); index += 1) {
    const text = new TextDecoder().decode(await readWhole(files, chunkResultKey(placeOf(file), index)));
    for (const line of text.split('\n')) if (line !== '') yield rowResultSchema.parse(JSON.parse(line));
  }
}

const writeResults = async (
  files: Files,
  file: SettlementFile,
): Promise<{ readonly totals: ControlTotals; readonly body: Uint8Array }> => {
  let totals = emptyTotals(file.rowsIn ?? 0);
  let expected = 1;
  async function* counted() {
    for await (const result of resultsOf(files, file)) {
      // a gap or a repetition is our own fault and must stop the file
      if (result.rowNumber !== expected)
        throw new Defect('row-out-of-order', { fileId: file.fileId, row: expected });
      expected += 1;
      totals = addResult(totals, result);
      yield result;
    }
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(writeResultFile(counted()), file.encoding ?? 'utf-8'))
    pieces.push(piece);
  if (!reconciles(totals)) throw new Defect('totals-do-not-reconcile', { fileId: file.fileId });
  return { totals, body: Buffer.concat(pieces) };
};

export const closeSettlementFile =
  ({ tables, files, clock }: Needs) =>
  async ({ fileId }: { readonly fileId: string }): Promise<{ readonly fileId: string }> => {
    const file = await fileById(tables, fileId);
    if (file.state !== 'working') return { fileId };
    const { totals, body } = await writeResults(files, file);
    await files.write(resultFileKey(placeOf(file)), 'text/csv', body);
    const at = clock();
    const outcome = await tables.commit([
      changeFile(file, { state: 'closed', totals, closedAt: at }),
      recordDeed({ subjectId: fileId, at, who: 'system', action: 'file-closed', details: { ...totals } }),
    ]);
    if (!outcome.committed) throw new Conflict('settlement-file-moved-on', { fileId });
    return { fileId };
  };
