/**
 * The tables know what is open; every step finds how far its subject has come. A replayed execution therefore goes on
 * where the lost one stood, and one that was not lost does nothing twice.
 */
import { claimSchema } from '@erbao/claims/claim';
import { claimTable, OPEN_MARK } from '@erbao/claims/claim-table';
import type { WorkflowInput, Workflows } from '@erbao/cloud-kit/workflows';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { watchStart } from '@erbao/deadlines/watch-start';
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { CLAIMANTS } from '@erbao/payout/payer-accounts';
import { paymentBatchSchema } from '@erbao/payout/payment-batch';
import { paymentBatchTable } from '@erbao/payout/payment-table';
import { findMonth, type HospitalMonth, hospitalMonthSchema } from '@erbao/one-stop/hospital-month';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { closingStart } from '@erbao/settlement-files/closing-start';
import { monthSubject } from '@erbao/settlement-files/month-deadlines';
import { STATEMENT_STATES, statementsWhere } from '@erbao/settlement-files/statement';
import { executionNameOf, settlementFileSchema } from '@erbao/settlement-files/settlement-file';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';

type Needs = { readonly tables: Tables; readonly workflows: Workflows };
type Start = { readonly workflow: string; readonly name: string; readonly input: WorkflowInput };

async function* openClaims(tables: Tables): AsyncGenerator<Start> {
  for await (const item of queryAll(tables, { table: claimTable, index: 'by-open', partition: OPEN_MARK })) {
    const { claimId } = claimSchema.parse(item);
    yield { workflow: 'claim-review', name: claimId, input: { claimId } };
    for (const deadline of await deadlinesOf(tables, claimId))
      if (deadline.state === 'running') yield watchStart(deadline);
  }
}

async function* openFiles(tables: Tables): AsyncGenerator<Start> {
  for await (const item of queryAll(tables, {
    table: settlementFileTable,
    index: 'by-state',
    partition: 'working',
  })) {
    const file = settlementFileSchema.parse(item);
    yield { workflow: 'settlement-file', name: executionNameOf(file), input: { fileId: file.fileId } };
  }
}

/** Hospitals' months of which somebody still owes something: they are not closed, or a statement is not agreed. */
async function* openMonths(tables: Tables): AsyncGenerator<Pick<HospitalMonth, 'hospitalId' | 'month'>> {
  for (const partition of ['collecting', 'differing', 'balanced', 'closing'])
    for await (const item of queryAll(tables, { table: hospitalMonthTable, index: 'by-state', partition }))
      yield hospitalMonthSchema.parse(item);
  for (const partition of STATEMENT_STATES)
    if (partition !== 'agreed') yield* await statementsWhere(tables, { index: 'by-state', partition });
}

/** What is in the middle of being closed, and the dates that are still watched. */
async function* monthWork(tables: Tables): AsyncGenerator<Start> {
  for await (const { hospitalId, month } of openMonths(tables)) {
    const { state, closing } = (await findMonth(tables, hospitalId, month)) ?? {};
    if (state === 'closing' && closing !== undefined)
      yield closingStart({ hospitalId, month, attempt: closing.attempt });
    for (const deadline of await deadlinesOf(tables, monthSubject(hospitalId, month)))
      if (deadline.state === 'running') yield watchStart(deadline);
  }
}

async function* openBatches(tables: Tables): AsyncGenerator<Start> {
  for (const partition of ['assembling', 'assembled', 'approved', 'sent', 'questioned'])
    for await (const item of queryAll(tables, { table: paymentBatchTable, index: 'by-state', partition })) {
      const {
        batchId,
        closingOn,
        assembledBy,
        count,
        payerId: payees = CLAIMANTS,
      } = paymentBatchSchema.parse(item);
      if (partition === 'assembled' && count === 0) continue;
      yield {
        workflow: 'payment-run',
        name: `${closingOn}-${batchId.slice(-8)}`,
        input: { batchId, closingOn, assembledBy, payees },
      };
    }
}

export const replayOpenWork =
  ({ tables, workflows }: Needs) =>
  async ({ round }: { readonly round: string }): Promise<{ readonly started: number }> => {
    let started = 0;
    for (const open of [openClaims(tables), openFiles(tables), monthWork(tables), openBatches(tables)])
      for await (const { name, ...start } of open) {
        const outcome = await workflows.start({ ...start, name: `${name}_r${round}` });
        if (outcome === 'started') started += 1;
      }
    return { started };
  };
