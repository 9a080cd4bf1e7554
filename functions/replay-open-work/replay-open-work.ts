/**
 * The tables know what is open; every step finds how far its subject has come. A replayed execution therefore goes on
 * where the lost one stood, and one that was not lost does nothing twice.
 */
import { claimSchema } from '@erbao/claims/claim';
import { claimTable, OPEN_MARK } from '@erbao/claims/claim-table';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { CLAIMANTS } from '@erbao/payout/payer-accounts';
import { paymentBatchSchema } from '@erbao/payout/payment-batch';
import { paymentBatchTable } from '@erbao/payout/payment-table';
import {
  hospitalWork,
  type Needs as HospitalNeeds,
  openFiles,
  type Start,
  watchesOf,
} from './hospital-work.ts';

type Needs = HospitalNeeds & { readonly workflows: Workflows };

async function* openClaims(tables: Tables): AsyncGenerator<Start> {
  for await (const item of queryAll(tables, { table: claimTable, index: 'by-open', partition: OPEN_MARK })) {
    const { claimId } = claimSchema.parse(item);
    yield { workflow: 'claim-review', name: claimId, input: { claimId } };
    yield* watchesOf(tables, claimId);
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
  ({ workflows, ...needs }: Needs) =>
  async ({ round }: { readonly round: string }): Promise<{ readonly started: number }> => {
    const { tables } = needs;
    let started = 0;
    for (const open of [openClaims(tables), openFiles(needs), hospitalWork(needs), openBatches(tables)])
      for await (const { name, ...start } of open) {
        const outcome = await workflows.start({ ...start, name: `${name}_r${round}` });
        if (outcome === 'started') started += 1;
      }
    return { started };
  };
