/** From approval to money: killed between any two steps and walked again, exactly one payment and none lost. */
import { claimById } from '@erbao/claims/claim';
import { asErbaoError } from '@erbao/kernel/errors';
import { paymentById } from '@erbao/payout/payment';
import { batchById, batchIdOf } from '@erbao/payout/payment-batch';
import { paymentTable } from '@erbao/payout/payment-table';
import { describe, expect, it } from 'vitest';
import { breakingStores, Killed } from '../support/breaking-stores.ts';
import { type Finance, openFinance } from '../support/finance-desk.ts';
import {
  CLOSING_DAY,
  firstPaymentOf,
  linesSent,
  resultFile,
  type Stores,
} from '../support/payment-office.ts';

describe('a day of more payments than a file takes', () => {
  it('is one batch of several files, and every payment is in one of them', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = await paymentById(desk.office.tables, firstPaymentOf(claimId));
    const many = 1_200;
    for (let nth = 0; nth < many; nth += 1)
      await desk.office.tables.commit([
        {
          do: 'insert',
          table: paymentTable,
          item: { ...first, paymentId: `payment-${nth.toString(16).padStart(26, '0')}` },
        },
      ]);
    const { batchId } = await desk.steps.close(desk.stores, '1');
    expect(await batchById(desk.office.tables, batchId)).toMatchObject({
      count: many + 1,
      totalFen: first.amountFen * (many + 1),
    });
    expect(desk.payments().filter(({ state }) => state === 'payable')).toEqual([]);
  });
});

/** The way from approval to money, as the workflow and the people walk it; each step may be walked again. */
const wayToMoney = (desk: Finance, claimId: string) => {
  const batchId = batchIdOf(CLOSING_DAY, '1');
  const key = `results/${batchId}/answer`;
  const known = ['review-task-decided', 'batch-moved-on', 'claim-moved-on'];
  const byPerson = async (deed: Promise<unknown>): Promise<void> => {
    await deed.catch((thrown: unknown) => {
      // a person who presses again is told that it is done
      if (thrown instanceof Killed || !known.includes(asErbaoError(thrown).code)) throw thrown;
    });
  };
  return [
    () => byPerson(desk.approve(claimId)),
    ({ tables, files }: Stores) => desk.steps.close({ tables, files }, '1'),
    (stores: Stores) => byPerson(desk.steps.release(stores, batchId)),
    (stores: Stores) => desk.steps.write(stores, batchId),
    (stores: Stores) => {
      const lines = linesSent(desk.files, batchId).map((line) => ({ ...line, flag: 'S' }));
      desk.files.upload(key, { body: resultFile(batchId, lines), contentType: 'text/plain' });
      return desk.steps.take(stores, key);
    },
  ];
};

const expectPaidOnce = async (desk: Finance, claimId: string): Promise<void> => {
  const claim = await claimById(desk.office.tables, claimId);
  expect(claim.state).toBe('paid');
  expect(desk.payments()).toMatchObject([{ claimId, state: 'paid', amountFen: claim.totalFen }]);
  expect(linesSent(desk.files, batchIdOf(CLOSING_DAY, '1'))).toHaveLength(1);
  const sums = ['bank', 'payable', 'reserved', 'benefit-expense'].map((account) => desk.balance(account));
  expect(sums).toEqual([0 - (claim.totalFen ?? 0), 0, 0, claim.totalFen]);
  expect(['claim-approved', 'claim-paid'].map((kind) => desk.events(kind))).toEqual([1, 1]);
  expect(await batchById(desk.office.tables, batchIdOf(CLOSING_DAY, '1'))).toMatchObject({
    state: 'settled',
    count: 1,
    questions: [],
  });
};

describe('from approval to money', () => {
  it('every step walked twice pays once', async () => {
    const desk = await openFinance();
    const claimId = await desk.reviewed(1);
    for (const step of wayToMoney(desk, claimId)) {
      await step(desk.stores);
      await step(desk.stores);
    }
    for (const step of wayToMoney(desk, claimId)) await step(desk.stores);
    await expectPaidOnce(desk, claimId);
  });

  it('killed before or after any write, and walked again from the start, pays once and loses nothing', async () => {
    let killedAt = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const desk = await openFinance();
        const claimId = await desk.reviewed(1);
        const breaking = breakingStores(desk.stores, at, when);
        let killed = false;
        try {
          for (const step of wayToMoney(desk, claimId)) await step(breaking);
        } catch (thrown) {
          if (!(thrown instanceof Killed)) throw thrown;
          killed = true;
        }
        for (const step of wayToMoney(desk, claimId)) await step(desk.stores);
        await expectPaidOnce(desk, claimId);
        if (!killed) break;
        killedAt += 1;
      }
    }
    // open, take into the batch, close, release, write the file, mark the payment, mark the batch, book, settle
    expect(killedAt).toBe(18);
  });
});
