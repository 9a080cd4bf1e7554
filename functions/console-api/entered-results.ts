/** Finance: what the bank did, by its own word: entered by one person, confirmed by another. */
import * as routes from '@erbao/api-contracts/bank-result-routes';
import { planConfirmed, planEntering, planNotConfirmed } from '@erbao/bank-results/entered-result';
import { questionsBeside, settleBatch } from '@erbao/bank-results/settle-batch';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { type Payment, paymentById } from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';

type Needs = { readonly tables: Tables; readonly clock: Clock };

const committed = async (
  { tables }: Needs,
  { paymentId }: Payment,
  writes: readonly Write[],
): Promise<Payment> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId });
  return paymentById(tables, paymentId);
};

export const enterBankResult =
  (needs: Needs): UseCaseOf<typeof routes.enterBankResult> =>
  async ({ caller, params, body }) => {
    const payment = await paymentById(needs.tables, params.paymentId);
    const entered = { ...body, by: caller.subject, at: needs.clock() };
    const { enteredId, writes } = await planEntering(needs.tables, payment, entered);
    await committed(needs, payment, writes);
    return { paymentId: payment.paymentId, enteredId };
  };

export const confirmBankResult =
  (needs: Needs): UseCaseOf<typeof routes.confirmBankResult> =>
  async ({ caller, params }) => {
    const { tables, clock } = needs;
    const payment = await paymentById(tables, params.paymentId);
    const { paymentId, batchId } = payment;
    const check = { who: caller.subject, at: clock(), enteredId: params.enteredId };
    const { state } = await committed(needs, payment, await planConfirmed(tables, payment, check));
    if (batchId !== undefined)
      await settleBatch(needs, batchId, questionsBeside(await batchById(tables, batchId), paymentId));
    return { paymentId, state };
  };

export const rejectBankResult =
  (needs: Needs): UseCaseOf<typeof routes.rejectBankResult> =>
  async ({ caller, params }) => {
    const payment = await paymentById(needs.tables, params.paymentId);
    const check = { who: caller.subject, at: needs.clock(), enteredId: params.enteredId };
    const { paymentId, state } = await committed(
      needs,
      payment,
      await planNotConfirmed(needs.tables, payment, check),
    );
    return { paymentId, state };
  };

export const enteredResultDoors = (needs: Needs) => [
  bind(routes.enterBankResult, enterBankResult(needs)),
  bind(routes.confirmBankResult, confirmBankResult(needs)),
  bind(routes.rejectBankResult, rejectBankResult(needs)),
];
