/** A bank that contradicts itself, and people who ask it: nothing goes out while one attempt is in doubt; killed anywhere, it ends the same. */
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { fen } from '@erbao/kernel/money';
import { batchById } from '@erbao/payout/payment-batch';
import { waitTable } from '@erbao/workflow-waits/wait-table';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { bookedEntry, statementFile } from '../support/account-statement.ts';
import { breakingStores, Killed } from '../support/breaking-stores.ts';
import { claimIn, paymentIn, type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import {
  CHECKER,
  firstPaymentOf,
  linesSent,
  MAKER,
  resultFile,
  type Stores,
} from '../support/payment-office.ts';

/** Failed, corrected; the next attempt has come as far as `next`; then the bank calls the first one paid. */
const contradicted = async (next: 'payable' | 'assembled' | 'sent' | 'paid' | 'failed') => {
  const desk = await openFinance();
  const claimId = await desk.approved(1);
  const first = firstPaymentOf(claimId);
  const batchId = await desk.send('1');
  await desk.answer(batchId, 'F');
  const second = (await desk.correct(first, NEW_ACCOUNT)) ?? '';
  const nextBatch = next === 'payable' ? '' : (await desk.steps.close(desk.stores, '2')).batchId;
  if (next === 'sent' || next === 'paid' || next === 'failed') {
    await desk.steps.release(desk.stores, nextBatch);
    await desk.steps.write(desk.stores, nextBatch);
    if (next === 'paid') await desk.answer(nextBatch, 'S');
    if (next === 'failed') await desk.answer(nextBatch, 'F');
  }
  await desk.answer(batchId, 'S');
  expect((await paymentIn(desk, first)).state).toBe('disputed');
  const owed = (await claimIn(desk, claimId)).totalFen ?? 0;
  const books = () => ['bank', 'payable', 'recoverable'].map((account) => desk.balance(account) / owed);
  return { desk, claimId, first, second, batchId, nextBatch, books };
};

describe('a payment that failed and is then called paid', () => {
  it('and was: the next attempt is stopped for good, and the claim is paid', async () => {
    const { desk, claimId, first, second, books } = await contradicted('payable');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'held' });
    expect((await desk.steps.close(desk.stores, '2')).next).toBe('empty');
    expect(await desk.rule(first, 'paid')).toBe('paid');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'stopped', closedBy: first });
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: first });
    expect(books()).toEqual([-1, 0, 0]);
    expect(desk.events('claim-paid')).toBe(1);
    expect(desk.office.tables.all(deadlineTable)).toContainEqual(
      expect.objectContaining({ deadlineId: 'repay-2wd-1', state: 'met' }),
    );
    await expect(desk.correct(second)).rejects.toMatchObject({ code: 'payment-moved-on' });
    expect((await desk.steps.close(desk.stores, '3')).next).toBe('empty');
  });

  it('and was not: the next attempt goes out; the same file again is old news, another one is asked again', async () => {
    const { desk, claimId, first, second, batchId, books } = await contradicted('payable');
    expect(await desk.rule(first, 'failed')).toBe('failed');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'payable' });
    await desk.answer(batchId, 'S');
    expect((await paymentIn(desk, first)).state).toBe('failed');
    await desk.answer(batchId, 'S', undefined, 'another-file');
    expect((await paymentIn(desk, first)).state).toBe('disputed');
    expect(await desk.rule(first, 'failed')).toBe('failed');
    await desk.answer(await desk.send('2'), 'S');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: second });
    expect(books()).toEqual([-1, 0, 0]);
  });

  it('with the next attempt in a batch that nobody has released: taken out, the batch is empty and over', async () => {
    const { desk, first, second, nextBatch } = await contradicted('assembled');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'held' });
    expect((await paymentIn(desk, second)).batchId).toBeUndefined();
    expect(await batchById(desk.office.tables, nextBatch)).toMatchObject({
      state: 'settled',
      count: 0,
      totalFen: 0,
      held: [`earlier-attempt-booked:${second}`],
    });
    // the workflow of that batch waits for nothing any more
    const answered = desk.office.tables.all(waitTable).filter(({ part }) => part === 'ANSWER');
    expect(answered.map(({ waitId }) => waitId)).toEqual(
      expect.arrayContaining([`${nextBatch}/approval`, `${nextBatch}/result`]),
    );
    await expect(desk.steps.release(desk.stores, nextBatch)).rejects.toMatchObject({
      code: 'batch-moved-on',
    });
    expect(await desk.rule(first, 'failed')).toBe('failed');
    expect(linesSent(desk.files, await desk.send('3')).map(({ paymentId }) => paymentId)).toEqual([second]);
  });

  it('leaves the others in such a batch, whose new total is to be checked', async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    const batchId = await desk.send('1');
    await desk.answer(batchId, 'F');
    await desk.correct(first);
    const other = firstPaymentOf(await desk.approved(2));
    const { batchId: next } = await desk.steps.close(desk.stores, '2');
    const before = await batchById(desk.office.tables, next);
    await desk.answer(batchId, 'S');
    const after = await batchById(desk.office.tables, next);
    expect([before.count, after.count, after.state]).toEqual([2, 1, 'assembled']);
    await desk.steps.release(desk.stores, next);
    await desk.steps.write(desk.stores, next);
    expect(linesSent(desk.files, next).map(({ paymentId }) => paymentId)).toEqual([other]);
  });

  it('with the next attempt at the bank: asked back; arriving all the same, it is a recovery, returned or paid back', async () => {
    const { desk, claimId, first, second, nextBatch, books } = await contradicted('sent');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'in-payment' });
    expect(await desk.rule(first, 'paid')).toBe('paid');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: first });
    await desk.answer(nextBatch, 'S');
    expect(await paymentIn(desk, second)).toMatchObject({ state: 'surplus', closedBy: first });
    expect([books(), desk.events('recovery-opened')]).toEqual([[-2, 0, 1], 1]);
    expect((await batchById(desk.office.tables, nextBatch)).state).toBe('settled');
    expect(await desk.rule(second, 'returned')).toBe('returned');
    expect(books()).toEqual([-1, 0, 0]);
    expect((await claimIn(desk, claimId)).state).toBe('paid');
  });

  it('with the next attempt at the bank, which fails: nothing more is owed', async () => {
    const { desk, claimId, first, second, nextBatch, books } = await contradicted('sent');
    await desk.rule(first, 'paid');
    await desk.answer(nextBatch, 'F');
    expect([(await paymentIn(desk, second)).state, (await claimIn(desk, claimId)).state]).toEqual([
      'failed',
      'paid',
    ]);
    expect(books()).toEqual([-1, 0, 0]);
    await expect(desk.correct(second)).rejects.toMatchObject({ code: 'payment-moved-on' });
  });

  it('paid and sent back at last: the attempt at the bank counts again', async () => {
    const { desk, claimId, first, second, batchId, nextBatch, books } = await contradicted('sent');
    await desk.rule(first, 'paid');
    await desk.answer(batchId, 'R');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'in-payment', paymentId: second });
    await desk.answer(nextBatch, 'S');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: second });
    expect(books()).toEqual([-1, 0, 0]);
  });

  it('with both arrived: the one that comes back leaves the other standing', async () => {
    const { desk, claimId, first, second, nextBatch, books } = await contradicted('paid');
    expect(await desk.rule(first, 'paid')).toBe('surplus');
    expect(books()).toEqual([-2, 0, 1]);
    await desk.answer(nextBatch, 'R');
    expect(await paymentIn(desk, first)).toMatchObject({ state: 'paid' });
    expect((await paymentIn(desk, second)).state).toBe('returned');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: first });
    expect(books()).toEqual([-1, 0, 0]);
  });

  it('while the next one failed as well: nobody corrects before it is ruled; sent back later, it is paid a third time', async () => {
    const { desk, claimId, first, second, batchId, books } = await contradicted('failed');
    await expect(desk.correct(second)).rejects.toMatchObject({ code: 'earlier-attempt-booked' });
    await expect(desk.correct(first)).rejects.toMatchObject({ code: 'payment-moved-on' });
    expect(await desk.rule(first, 'paid')).toBe('paid');
    await desk.answer(batchId, 'R');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'payment-failed', paymentId: second });
    const third = (await desk.correct(second, NEW_ACCOUNT)) ?? '';
    await desk.answer(await desk.send('3'), 'S');
    expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: third });
    expect(books()).toEqual([-1, 0, 0]);
  });

  it('is ruled by two people who have seen the same word', async () => {
    const { desk, first } = await contradicted('payable');
    const old = await desk.steps.enter(desk.stores, first, 'failed');
    const newer = await desk.steps.enter(desk.stores, first, 'paid');
    await expect(desk.steps.confirm(desk.stores, first, old.enteredId)).rejects.toMatchObject({
      code: 'proposal-moved-on',
    });
    await expect(desk.steps.confirm(desk.stores, first, newer.enteredId, MAKER)).rejects.toMatchObject({
      code: 'maker-is-checker',
    });
    const press = () => desk.steps.confirm(desk.stores, first, newer.enteredId);
    const outcomes = await Promise.allSettled([press(), press(), press()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await paymentIn(desk, first)).toMatchObject({ state: 'paid', bankReference: 'FT2026-0001' });
  });
});

describe('a bank without files', () => {
  it('is entered line by line; the batch settles with its last line', async () => {
    const desk = await openFinance();
    const claims = [await desk.approved(1), await desk.approved(2)];
    const [one = '', two = ''] = claims.map(firstPaymentOf);
    const batchId = await desk.send('1');
    const { enteredId } = await desk.steps.enter(desk.stores, one, 'paid');
    expect((await desk.steps.refuse(desk.stores, one, enteredId, CHECKER)).state).toBe('in-payment');
    expect(await desk.rule(one, 'paid')).toBe('paid');
    expect(await batchById(desk.office.tables, batchId)).toMatchObject({
      state: 'questioned',
      questions: [`result-missing:${two}`],
    });
    expect(await desk.rule(two, 'failed')).toBe('failed');
    expect(await batchById(desk.office.tables, batchId)).toMatchObject({ state: 'settled', questions: [] });
    await expect(desk.rule(one, 'failed')).rejects.toMatchObject({ code: 'result-not-expected' });
    // the file that comes late after all is old news
    await desk.answer(batchId, 'S', [one]);
    expect(desk.balance('bank')).toBe(0 - ((await claimIn(desk, claims[0] ?? '')).totalFen ?? 0));
  });

  it('entered paid for one that failed: nothing goes out from that moment on', async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    await desk.answer(await desk.send('1'), 'F');
    const second = (await desk.correct(first)) ?? '';
    const { enteredId } = await desk.steps.enter(desk.stores, first, 'paid');
    expect([(await paymentIn(desk, first)).state, (await paymentIn(desk, second)).state]).toEqual([
      'disputed',
      'held',
    ]);
    await desk.steps.confirm(desk.stores, first, enteredId);
    expect((await paymentIn(desk, first)).state).toBe('paid');
  });
});

describe('from the contradiction to the statement', () => {
  /** The bank's two files and the two people, each step to be walked again after a crash. */
  const wayOut = (desk: Finance, batchId: string, first: string) => {
    const lines = linesSent(desk.files, batchId).map((line) => ({ ...line, flag: 'S' }));
    const key = `results/${batchId}/contradiction`;
    desk.files.upload(key, { body: resultFile(batchId, lines), contentType: 'text/plain' });
    const statement = statementFile([
      bookedEntry('CRDT', 'B0', 'NOTPROVIDED', fen(888)),
      bookedEntry('DBIT', 'B1', first, fen(lines[0]?.amountFen ?? 0)),
    ]);
    const inDoubt = async () => (await paymentIn(desk, first)).state === 'disputed';
    return [
      (stores: Stores) => desk.steps.take(stores, key),
      async (stores: Stores) => {
        if (await inDoubt()) await desk.steps.enter(stores, first, 'paid');
      },
      async (stores: Stores) => {
        const { enteredId = '' } = await paymentIn(desk, first);
        if (await inDoubt()) await desk.steps.confirm(stores, first, enteredId);
      },
      async (stores: Stores) => {
        const hash = bytesToHex(sha256(statement));
        const { accountStatementId } = await desk.steps.ticketStatement(stores, hash, statement.length);
        const place = `results/account/${accountStatementId}`;
        desk.files.upload(place, { body: statement, contentType: 'application/xml' });
        await desk.steps.take(stores, place);
      },
    ];
  };

  it('killed before or after any write, and walked again, ends the same', async () => {
    let killedAt = 0;
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += 1) {
        const desk = await openFinance();
        const claimId = await desk.approved(1);
        const first = firstPaymentOf(claimId);
        const batchId = await desk.send('1');
        await desk.answer(batchId, 'F');
        const second = (await desk.correct(first)) ?? '';
        const { batchId: next } = await desk.steps.close(desk.stores, '2');
        const breaking = breakingStores(desk.stores, at, when);
        let killed = false;
        try {
          for (const step of wayOut(desk, batchId, first)) await step(breaking);
        } catch (thrown) {
          if (!(thrown instanceof Killed)) throw thrown;
          killed = true;
        }
        for (const step of wayOut(desk, batchId, first)) await step(desk.stores);
        expect(await claimIn(desk, claimId)).toMatchObject({ state: 'paid', paymentId: first });
        expect((await paymentIn(desk, second)).state).toBe('stopped');
        expect(await batchById(desk.office.tables, next)).toMatchObject({ state: 'settled', count: 0 });
        expect(await batchById(desk.office.tables, batchId)).toMatchObject({ state: 'settled' });
        const owed = (await claimIn(desk, claimId)).totalFen ?? 0;
        const sums = ['bank', 'payable', 'recoverable'].map((account) => desk.balance(account));
        expect([sums, desk.events('claim-paid')]).toEqual([[0 - owed, 0, 0], 1]);
        expect(await desk.steps.listEntries(desk.stores, 'open')).toHaveLength(1);
        if (!killed) break;
        killedAt += 1;
      }
    // dispute, question on the batch, entering, confirming, settling, ticket, open entry, statement taken, each twice
    expect(killedAt).toBe(16);
  });
});
