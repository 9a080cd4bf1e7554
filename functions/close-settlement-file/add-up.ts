/** One pass over the results of a file: control totals, what counts for the month, and the file that the hospital fetches. */
import { answerEnding, answerType, writeAnswer } from '@erbao/settlement-files/answer-file';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { Defect } from '@erbao/kernel/errors';
import type { MonthTotals } from '@erbao/one-stop/hospital-month';
import {
  addResult,
  type ControlTotals,
  emptyTotals,
  reconciles,
} from '@erbao/settlement-files/control-totals';
import { chunkResultKey, resultFileKey } from '@erbao/settlement-files/file-names';
import { addToTotals, NO_TOTALS } from '@erbao/one-stop/month-totals';
import { countedOf } from '@erbao/settlement-files/row-count';
import { resultTable } from '@erbao/settlement-files/result-file';
import { type RowResult, rowResultSchema } from '@erbao/settlement-files/row-result';
import { placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';

async function* resultsOf(files: Files, file: SettlementFile): AsyncGenerator<RowResult> {
  for (let index = 0; index < (file.chunkCount ?? 0); index += 1) {
    const text = new TextDecoder().decode(await readWhole(files, chunkResultKey(placeOf(file), index)));
    for (const line of text.split('\n')) if (line !== '') yield rowResultSchema.parse(JSON.parse(line));
  }
}

/** Everything that one pass over the results adds up. */
export type Added = { readonly totals: ControlTotals; readonly counted: MonthTotals };

export const addUp = async (files: Files, file: SettlementFile): Promise<Added> => {
  let totals = emptyTotals(file.rowsIn ?? 0);
  let counted = NO_TOTALS;
  let expected = 1;
  async function* added() {
    for await (const result of resultsOf(files, file)) {
      // a gap or a repetition is our own fault and must stop the file
      if (result.rowNumber !== expected)
        throw new Defect('row-out-of-order', { fileId: file.fileId, row: expected });
      expected += 1;
      totals = addResult(totals, result);
      const record = countedOf(result);
      if (record !== undefined) counted = addToTotals(counted, record.billedFen, record.grantedFen);
      yield result;
    }
  }
  const { format = 'utf-8' } = file;
  const key = resultFileKey(placeOf(file), answerEnding(format));
  await files.writeStream(key, answerType(format), writeAnswer(format, resultTable(added())));
  if (!reconciles(totals)) throw new Defect('totals-do-not-reconcile', { fileId: file.fileId });
  return { totals, counted };
};
