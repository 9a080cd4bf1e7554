/** Finance: assemble a batch, approve it by another person, fetch its file, hand in the bank's result. */
import * as routes from '@erbao/api-contracts/console-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Forbidden, NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { printYuan } from '@erbao/kernel/money';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { bankResultKey } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import { paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, batchIdOf, batchWaits, changeBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

type Needs = {
  readonly tables: Tables;
  readonly files: Files;
  readonly workflows: Workflows;
  readonly clock: Clock;
};

const MOST_RESULT_BYTES = 8 * 1024 * 1024;

/** The same day and run asked for twice is one batch and one execution. */
const startPaymentRun =
  ({ workflows }: Needs): UseCaseOf<typeof routes.startPaymentRun> =>
  async ({ caller, body }) => {
    const batchId = batchIdOf(body.closingOn, body.run);
    await workflows.start({
      workflow: 'payment-run',
      name: `${body.closingOn}-${body.run}`,
      input: { batchId, closingOn: body.closingOn, assembledBy: caller.subject },
    });
    return { batchId };
  };

const readPaymentBatch =
  ({ tables }: Needs): UseCaseOf<typeof routes.readPaymentBatch> =>
  async ({ params }) => {
    const batch = await batchById(tables, params.batchId);
    const payments = await paymentsOfBatch(tables, batch.batchId);
    return {
      batchId: batch.batchId,
      closingOn: batch.closingOn,
      state: batch.state,
      count: batch.count,
      totalFen: batch.totalFen,
      totalYuan: printYuan(batch.totalFen),
      assembledBy: batch.assembledBy,
      ...(batch.approvedBy === undefined ? {} : { approvedBy: batch.approvedBy }),
      held: batch.held ?? [],
      questions: batch.questions ?? [],
      lines: payments.map(({ paymentId, claimId, amountFen, state }) => ({
        paymentId,
        claimId,
        amountFen,
        amountYuan: printYuan(amountFen),
        state,
      })),
    };
  };

/** The second person states the total that he or she checked; a batch that differs is not released. */
export const approvePaymentBatch =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.approvePaymentBatch> =>
  async ({ caller, params, body }) => {
    const batch = await batchById(tables, params.batchId);
    const { batchId } = batch;
    if (batch.assembledBy === caller.subject) throw new Forbidden('maker-is-checker');
    if (batch.state !== 'assembled') throw new Conflict('batch-moved-on', { batchId });
    if (batch.totalFen !== body.totalFen) throw new Conflict('batch-total-differs', { batchId });
    const at = clock();
    const outcome = await tables.commit([
      changeBatch(batch, { state: 'approved', approvedBy: caller.subject, approvedAt: at }),
      recordDeed({
        subjectId: batchId,
        at,
        who: caller.subject,
        action: 'batch-approved',
        details: { totalFen: batch.totalFen, count: batch.count },
      }),
      ...answerWait(batchWaits(batchId).approval, { next: 'approved' }, at),
    ]);
    if (!outcome.committed) throw new Conflict('batch-moved-on', { batchId });
    return { batchId, state: 'approved' };
  };

/** The file holds account numbers: every fetch is on the batch's record. */
const readBankFile =
  ({ tables, files, clock }: Needs): UseCaseOf<typeof routes.readBankFile> =>
  async ({ caller, params }) => {
    const batch = await batchById(tables, params.batchId);
    const { batchId } = batch;
    if (batch.fileKeys === undefined) throw new NotFound('bank-file-not-ready', { batchId });
    await tables.commit([
      recordDeed(
        { subjectId: batchId, at: clock(), who: caller.subject, action: 'bank-file-fetched', details: {} },
        caller.subject,
      ),
    ]);
    const links = batch.fileKeys.map(async (key) => {
      const fileName = key.slice(key.lastIndexOf('/') + 1);
      return { url: await files.downloadLink(key, fileName), fileName };
    });
    return { files: await Promise.all(links) };
  };

const ticketBankResult =
  ({ tables, files }: Needs): UseCaseOf<typeof routes.ticketBankResult> =>
  async ({ params, body }) => {
    const batch = await batchById(tables, params.batchId);
    const { batchId, state } = batch;
    // a settled batch too: a return 退汇 comes days later
    if (state !== 'sent' && state !== 'questioned' && state !== 'settled')
      throw new Conflict('batch-not-sent', { batchId });
    const upload = await files.uploadTicket({
      key: bankResultKey(batchId, contentId('result', body.sha256)),
      contentType: bankFormat(batch.formatId).contentType,
      maxBytes: MOST_RESULT_BYTES,
      sha256: body.sha256,
    });
    return { upload };
  };

export const batchDoors = (needs: Needs) => [
  bind(routes.startPaymentRun, startPaymentRun(needs)),
  bind(routes.readPaymentBatch, readPaymentBatch(needs)),
  bind(routes.approvePaymentBatch, approvePaymentBatch(needs)),
  bind(routes.readBankFile, readBankFile(needs)),
  bind(routes.ticketBankResult, ticketBankResult(needs)),
];
