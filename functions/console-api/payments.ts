/** Finance: assemble a batch, look at it, release it by another person. */
import * as routes from '@erbao/api-contracts/console-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import { printYuan } from '@erbao/kernel/money';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { CLAIMANTS, payerAccount, type PayerAccounts } from '@erbao/payout/payer-accounts';
import { isForHospital, type Payment, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, batchIdOf, batchWaits, changeBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';

type Needs = {
  readonly tables: Tables;
  readonly workflows: Workflows;
  readonly payers: PayerAccounts;
  readonly clock: Clock;
};

/** The same day and run asked for twice is one batch and one execution. */
export const startPaymentRun =
  ({ workflows, payers }: Pick<Needs, 'workflows' | 'payers'>): UseCaseOf<typeof routes.startPaymentRun> =>
  async ({ caller, body }) => {
    const { payees = CLAIMANTS } = body;
    // asked here, where a person reads the answer; the step that opens the batch asks again
    payerAccount(payers, payees);
    const batchId = batchIdOf(body.closingOn, body.run, payees);
    await workflows.start({
      workflow: 'payment-run',
      name: `${body.closingOn}-${payees === CLAIMANTS ? '' : `${payees}-`}${body.run}`,
      input: { batchId, closingOn: body.closingOn, assembledBy: caller.subject, payees },
    });
    return { batchId };
  };

const lineOf = (payment: Payment) => ({
  paymentId: payment.paymentId,
  ...(isForHospital(payment) ? { statementId: payment.statementId } : { claimId: payment.claimId }),
  amountFen: payment.amountFen,
  amountYuan: printYuan(payment.amountFen),
  state: payment.state,
});

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
      paidFrom: batch.paidFrom,
      ...(batch.approvedBy === undefined ? {} : { approvedBy: batch.approvedBy }),
      held: batch.held ?? [],
      questions: batch.questions ?? [],
      lines: payments.map(lineOf),
    };
  };

/** The second person states the total that he or she checked; a batch that differs is not released. */
export const approvePaymentBatch =
  ({ tables, clock }: Pick<Needs, 'tables' | 'clock'>): UseCaseOf<typeof routes.approvePaymentBatch> =>
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

export const batchDoors = (needs: Needs) => [
  bind(routes.startPaymentRun, startPaymentRun(needs)),
  bind(routes.readPaymentBatch, readPaymentBatch(needs)),
  bind(routes.approvePaymentBatch, approvePaymentBatch(needs)),
];
