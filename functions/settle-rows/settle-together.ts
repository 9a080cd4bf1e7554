/**
 * Rows that share neither person nor settlement, in one read and one transaction. A row's result stands in the transaction of
 * its decision, so it is settled once, however often it is read; what refuses the transaction is then settled alone.
 */
import type { Write } from '@erbao/dynamo-kit/tables';
import type { Hospital } from '@erbao/hospitals/hospital';
import { Conflict } from '@erbao/kernel/errors';
import type { NumberedRow } from '@erbao/month-file/chunks';
import type { Header } from '@erbao/month-file/header';
import type { ReadRow } from '@erbao/national-record/settlement-row';
import { differenceOfRow, insertDifference } from '@erbao/settlement-files/difference';
import { badResult, type RowResult } from '@erbao/settlement-files/row-result';
import { findRowResults, insertRowResult } from '@erbao/settlement-files/settlement-file';
import { type Planned, planRow } from './plan-row.ts';
import { type Needs, type Place, readRowCases } from './row-case.ts';

export type Whose = { readonly file: Place['file']; readonly hospital: Hospital; readonly header: Header };
export type Todo = { readonly row: NumberedRow; readonly read: ReadRow };

/** How often a row is tried again when somebody else used the same member's ceilings meanwhile. */
const TRIES = 8;

type Attempt = Planned & { readonly todo: Todo };

const planRows = async (
  needs: Needs,
  { file, hospital, header }: Whose,
  todos: readonly Todo[],
): Promise<readonly Attempt[]> => {
  const places = todos.flatMap((todo) =>
    todo.read.ok ? [{ todo, file, hospital, row: todo.row, settlement: todo.read.row }] : [],
  );
  const planned = (await readRowCases(needs, places)).map(async ({ place, found }) => ({
    todo: place.todo,
    ...(await planRow(needs, place, found)),
  }));
  const bad = todos.flatMap((todo) =>
    todo.read.ok ? [] : [{ todo, result: badResult(todo.row, header, todo.read.problems), writes: [] }],
  );
  return [...bad, ...(await Promise.all(planned))];
};

/** With the decision: the result, and what the hospital has to answer of it, as two items of the file. */
const writesOf = ({ file }: Whose, { result, writes }: Planned): readonly Write[] => {
  if (result === undefined) return writes;
  const difference = differenceOfRow(file, result);
  return [
    insertRowResult(file.fileId, result),
    ...(difference === undefined ? [] : [insertDifference(difference)]),
    ...writes,
  ];
};

/** Commits a plan until it holds or an earlier run of the row is found. */
const settleAlone = async (needs: Needs, whose: Whose, todo: Todo): Promise<RowResult> => {
  const { fileId } = whose.file;
  const { rowNumber } = todo.row;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [planned = { result: undefined, writes: [] }] = await planRows(needs, whose, [todo]);
    const outcome = await needs.tables.commit(writesOf(whose, planned));
    if (outcome.committed && planned.result !== undefined) return planned.result;
    if (outcome.committed) continue;
    const [kept] = await findRowResults(needs.tables, fileId, [rowNumber]);
    if (kept !== undefined) return kept;
  }
  throw new Conflict('row-contended', { fileId, rowNumber });
};

/** The attempts that cannot be committed with the others; none when all of them are. */
const commitTogether = async (
  { tables }: Needs,
  whose: Whose,
  attempts: readonly Attempt[],
): Promise<ReadonlySet<Attempt>> => {
  // what only prepares has to be planned again before the row has a result
  const preparing = attempts.filter(({ result }) => result === undefined);
  if (preparing.length > 0) return new Set(preparing);
  const writes = attempts.flatMap((attempt) => writesOf(whose, attempt).map((write) => ({ attempt, write })));
  const outcome = await tables.commit(writes.map(({ write }) => write));
  const refused = outcome.committed ? [] : outcome.refused;
  return new Set(refused.flatMap((place) => writes[place]?.attempt ?? []));
};

export const settleTogether = async (
  needs: Needs,
  whose: Whose,
  todos: readonly Todo[],
): Promise<readonly RowResult[]> => {
  if (todos.length < 2) return Promise.all(todos.map((todo) => settleAlone(needs, whose, todo)));
  const attempts = await planRows(needs, whose, todos);
  const inTheWay = await commitTogether(needs, whose, attempts);
  if (inTheWay.size === 0) return attempts.flatMap(({ result }) => result ?? []);
  const alone = attempts.filter((attempt) => inTheWay.has(attempt)).map(({ todo }) => todo);
  const others = attempts.filter((attempt) => !inTheWay.has(attempt)).map(({ todo }) => todo);
  const results = [...(await settleTogether(needs, whose, others))];
  for (const todo of alone) results.push(await settleAlone(needs, whose, todo));
  return results;
};
