/** What of hospitals' months is under way: files, closings, papers of statements, and the dates that are watched. */
import type { Files } from '@erbao/cloud-kit/files';
import type { WorkflowInput } from '@erbao/cloud-kit/workflows';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { type WatchStart, watchStart } from '@erbao/deadlines/watch-start';
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { allHospitals } from '@erbao/hospitals/hospital-store';
import { findMonth, type HospitalMonth, hospitalMonthSchema } from '@erbao/one-stop/hospital-month';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { statementListKey } from '@erbao/settlement-files/closing-files';
import { closingStart } from '@erbao/settlement-files/closing-start';
import { rawFileKey } from '@erbao/settlement-files/file-names';
import { monthSubject } from '@erbao/settlement-files/month-deadlines';
import { deskOf, listQuestions } from '@erbao/settlement-files/question';
import { executionNameOf, placeOf, settlementFileSchema } from '@erbao/settlement-files/settlement-file';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { STATEMENT_STATES, statementsWhere } from '@erbao/settlement-files/statement';

export type Needs = { readonly tables: Tables; readonly files: Files };
export type Start = { readonly workflow: string; readonly name: string; readonly input: WorkflowInput };

/** A ticket whose bytes have arrived is work as well: its execution may be lost before the file was cut. */
export async function* openFiles({ tables, files }: Needs): AsyncGenerator<Start> {
  for (const partition of ['ticketed', 'working'])
    for await (const item of queryAll(tables, { table: settlementFileTable, index: 'by-state', partition })) {
      const file = settlementFileSchema.parse(item);
      if (partition === 'ticketed' && (await files.facts(rawFileKey(placeOf(file)))) === undefined) continue;
      yield { workflow: 'settlement-file', name: executionNameOf(file), input: { fileId: file.fileId } };
    }
}

export async function* watchesOf(tables: Tables, subjectId: string): AsyncGenerator<WatchStart> {
  for (const deadline of await deadlinesOf(tables, subjectId))
    if (deadline.state === 'running') yield watchStart(deadline);
}

async function* monthWork(
  tables: Tables,
  { hospitalId, month }: Pick<HospitalMonth, 'hospitalId' | 'month'>,
): AsyncGenerator<Start> {
  const { state, closing } = (await findMonth(tables, hospitalId, month)) ?? {};
  if (state === 'closing' && closing !== undefined)
    yield closingStart({ hospitalId, month, attempt: closing.attempt });
  yield* watchesOf(tables, monthSubject(hospitalId, month));
}

/** Statements that are not agreed: their list is to be printed, their money to come. */
async function* statementWork({ tables, files }: Needs): AsyncGenerator<Start> {
  for (const partition of STATEMENT_STATES)
    for (const statement of partition === 'agreed'
      ? []
      : await statementsWhere(tables, { index: 'by-state', partition })) {
      const { statementId, hospitalId, month } = statement;
      yield* monthWork(tables, statement);
      yield* watchesOf(tables, statementId);
      const { closing } = (await findMonth(tables, hospitalId, month)) ?? {};
      // the last of its papers; a closed month that is walked again prints and changes nothing
      const isPrinted = (await files.facts(statementListKey(statementId, 'pdf'))) !== undefined;
      if (!isPrinted && closing !== undefined)
        yield closingStart({ hospitalId, month, attempt: closing.attempt });
    }
}

async function* questionWork(tables: Tables): AsyncGenerator<Start> {
  const desks = [deskOf('fund', '')];
  for await (const { hospitalId } of allHospitals(tables)) desks.push(deskOf('hospital', hospitalId));
  for (const desk of desks)
    for (const { questionId } of await listQuestions(tables, { desk })) yield* watchesOf(tables, questionId);
}

export async function* hospitalWork(needs: Needs): AsyncGenerator<Start> {
  const { tables } = needs;
  for (const partition of ['collecting', 'differing', 'balanced', 'closing'])
    for await (const item of queryAll(tables, { table: hospitalMonthTable, index: 'by-state', partition }))
      yield* monthWork(tables, hospitalMonthSchema.parse(item));
  yield* statementWork(needs);
  yield* questionWork(tables);
}
