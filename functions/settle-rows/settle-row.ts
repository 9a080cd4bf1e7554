/**
 * One row: its result stands in the same transaction as its decision, so a row is settled once, however often it is read.
 * A settlement that is on record already, from the window or an earlier file, is met and never paid again.
 */
import type { Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { differenceOfRow, insertDifference } from '@erbao/settlement-files/difference';
import { awaitsCorrection } from '@erbao/settlement-files/match-row';
import type { RowResult } from '@erbao/settlement-files/row-result';
import { findRowResults, insertRowResult } from '@erbao/settlement-files/settlement-file';
import { decideNew, meetSettled, type Planned } from './plan-row.ts';
import { type Needs, type Place, readRowCase } from './row-case.ts';

/** How often a row is tried again when somebody else used the same member's ceilings meanwhile. */
const TRIES = 8;

/** The result, and what the hospital has to answer of it, as two items of the file. */
const keepingResult = (file: Place['file'], result: RowResult): readonly Write[] => {
  const difference = differenceOfRow(file, result);
  return [
    insertRowResult(file.fileId, result),
    ...(difference === undefined ? [] : [insertDifference(difference)]),
  ];
};

/** Commits what `plan` says until it holds or an earlier run of this row is found. */
export const keep = async (
  { tables }: Pick<Needs, 'tables'>,
  { file, row }: Pick<Place, 'file' | 'row'>,
  plan: () => Promise<Planned>,
): Promise<RowResult> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const { result, writes } = await plan();
    const keeping = result === undefined ? [] : keepingResult(file, result);
    const outcome = await tables.commit([...keeping, ...writes]);
    if (outcome.committed && result !== undefined) return result;
    if (outcome.committed) continue;
    const [kept] = await findRowResults(tables, file.fileId, [row.rowNumber]);
    if (kept !== undefined) return kept;
  }
  throw new Conflict('row-contended', { fileId: file.fileId, rowNumber: row.rowNumber });
};

export const settleRow = (needs: Needs, place: Place): Promise<RowResult> =>
  keep(needs, place, async () => {
    const found = await readRowCase(needs, place);
    return found.settled === undefined || awaitsCorrection(found.settled)
      ? decideNew(needs, place, found)
      : meetSettled(needs, place, found, found.settled);
  });
