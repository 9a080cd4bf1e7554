/** The account's statement over many batches: of an own account, with sums that hold, every booking explained or before a person. */
import { fen } from '@erbao/kernel/money';
import { accountStatementById } from '@erbao/payout/account-entries';
import { batchById } from '@erbao/payout/payment-batch';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { bookedEntry, type StatedEntry, statementFile } from '../support/account-statement.ts';
import { paymentIn, type Finance, openFinance } from '../support/finance-desk.ts';
import { firstPaymentOf } from '../support/payment-office.ts';

describe("the account's statement over many batches", () => {
  const hand = (desk: Finance, ...entries: readonly StatedEntry[]) => handFile(desk, statementFile(entries));
  const handFile = async (desk: Finance, body: Uint8Array) => {
    const { accountStatementId } = await desk.steps.ticketStatement(
      desk.stores,
      bytesToHex(sha256(body)),
      body.length,
    );
    const key = `results/account/${accountStatementId}`;
    desk.files.upload(key, { body, contentType: 'application/xml' });
    await desk.steps.take(desk.stores, key);
    return { key, statement: await accountStatementById(desk.office.tables, accountStatementId) };
  };

  it('books what names a payment, settles its batches, and lists all else once for people', async () => {
    const desk = await openFinance();
    const [one = '', two = ''] = [await desk.approved(1), await desk.approved(2)].map(firstPaymentOf);
    const batchId = await desk.send('1');
    const three = firstPaymentOf(await desk.approved(3));
    const next = await desk.send('2');
    const { amountFen } = await paymentIn(desk, one);
    const entries = [
      bookedEntry('CRDT', 'B0', 'NOTPROVIDED', fen(888)),
      bookedEntry('CRDT', 'B4', two, amountFen),
      bookedEntry('DBIT', 'B1', one, amountFen),
      bookedEntry('DBIT', 'B2', two, amountFen),
      bookedEntry('DBIT', 'B3', three, fen(1)),
    ];
    const { key, statement } = await hand(desk, ...entries);
    expect(statement).toMatchObject({
      state: 'taken',
      entries: 5,
      explained: 3,
      open: 2,
      uploadedBy: 'maker',
    });
    expect((await paymentIn(desk, one)).state).toBe('paid');
    expect((await paymentIn(desk, two)).state).toBe('returned');
    expect((await paymentIn(desk, three)).state).toBe('in-payment');
    expect((await batchById(desk.office.tables, batchId)).state).toBe('settled');
    expect(await batchById(desk.office.tables, next)).toMatchObject({ state: 'questioned' });
    // the same file again, and another one that repeats its bookings
    await desk.steps.take(desk.stores, key);
    await hand(desk, ...entries, bookedEntry('DBIT', 'B5', three, (await paymentIn(desk, three)).amountFen));
    const open = await desk.steps.listEntries(desk.stores, 'open');
    expect(open.map(({ bankReference, question }) => [bankReference, question]).toSorted()).toEqual([
      ['B0', 'names-no-payment'],
      ['B3', `amount-differs:${three}`],
    ]);
    expect((await paymentIn(desk, three)).state).toBe('paid');
    expect((await batchById(desk.office.tables, next)).state).toBe('settled');
    const interest = open.find(({ bankReference }) => bankReference === 'B0')?.entryId ?? '';
    await desk.steps.explain(desk.stores, interest, '专户存款利息');
    await expect(desk.steps.explain(desk.stores, interest, '再说一遍')).rejects.toMatchObject({
      code: 'account-entry-explained',
    });
    expect(
      (await desk.steps.listEntries(desk.stores, 'open')).map(({ bankReference }) => bankReference),
    ).toEqual(['B3']);
  });

  it('under a batch is sent to its own door', async () => {
    const desk = await openFinance('pain-001-001-09');
    const first = firstPaymentOf(await desk.approved(1));
    const batchId = await desk.send('1');
    const key = `results/${batchId}/statement`;
    const body = statementFile([bookedEntry('DBIT', 'B1', first, fen(100))]);
    desk.files.upload(key, { body, contentType: 'application/xml' });
    await desk.steps.take(desk.stores, key);
    expect((await batchById(desk.office.tables, batchId)).questions).toContain('file:account-statement');
    expect((await paymentIn(desk, first)).state).toBe('in-payment');
  });

  it.each([
    ['of another account', { account: '99999999' }, 'account-not-ours'],
    ['with an entry too few', { missingFen: -1 }, 'balance-differs'],
  ] as const)(
    '%s is refused whole: nothing of it is booked, and the right one is',
    async (_, wrong, problem) => {
      const desk = await openFinance();
      const first = firstPaymentOf(await desk.approved(1));
      await desk.send('1');
      const entry = bookedEntry('DBIT', 'B1', first, (await paymentIn(desk, first)).amountFen);
      const stray = bookedEntry('CRDT', 'B0', 'NOTPROVIDED', fen(888));
      const { statement } = await handFile(desk, statementFile([entry, stray], wrong));
      expect(statement).toMatchObject({ state: 'refused', problem, entries: 2 });
      expect((await paymentIn(desk, first)).state).toBe('in-payment');
      expect(await desk.steps.listEntries(desk.stores, 'open')).toEqual([]);
      expect((await hand(desk, entry, stray)).statement).toMatchObject({ state: 'taken', open: 1 });
      expect((await paymentIn(desk, first)).state).toBe('paid');
    },
  );

  it('that is none is told so, and books nothing', async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    await desk.send('1');
    const { statement } = await handFile(desk, new TextEncoder().encode('<Document><Ntry</Document>'));
    expect(statement).toMatchObject({ state: 'unreadable', problem: 'xml-unreadable' });
    expect((await paymentIn(desk, first)).state).toBe('in-payment');
  });
});
