/**
 * A bank that contradicts itself, and people who ask it: whatever comes in whatever order, at most one payment of a sum
 * stands, every other booked fen is an open recovery, nothing goes out while one attempt is in doubt, and no claim is stuck.
 */
import { planSending } from '@erbao/adjudication/booking';
import { bookLine } from '@erbao/bank-results/book-line';
import { claimById } from '@erbao/claims/claim';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { type Instant, instant, instantOfMs, localDate, msOf } from '@erbao/kernel/dates';
import { sealPayee } from '@erbao/payout/payee';
import { memoryBlindIndex, memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { insertStatement, statementById, statementIdOf } from '@erbao/settlement-files/statement';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { asErbaoError } from '@erbao/kernel/errors';
import { fen } from '@erbao/kernel/money';
import { accountStatementById } from '@erbao/payout/account-entries';
import {
  insertPayment,
  isForHospital,
  movePayment,
  type Payment,
  paidSubject,
  paymentById,
  statementPaymentIdOf,
} from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';
import { waitTable } from '@erbao/workflow-waits/wait-table';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approveAccount, proposeAccount } from '../../functions/console-api/account-corrections.ts';
import { confirmBankResult, enterBankResult } from '../../functions/console-api/entered-results.ts';
import { bookedEntry, type StatedEntry, statementFile } from '../support/account-statement.ts';
import { breakingStores, Killed } from '../support/breaking-stores.ts';
import { ALL_PAPERS, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import {
  CHECKER,
  firstPaymentOf,
  linesSent,
  MAKER,
  paymentSteps,
  resultFile,
  type Stores,
} from '../support/payment-office.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

/** Every look at the clock is a millisecond later, as deeds are. */
const tickingClock = (from: Instant) => {
  let now = from;
  return (): Instant => {
    now = instantOfMs(msOf(now) + 1);
    return now;
  };
};

const claimIn = ({ office }: Finance, claimId: string) => claimById(office.tables, claimId);
const paymentIn = ({ office }: Finance, paymentId: string) => paymentById(office.tables, paymentId);

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

describe('money that comes back while the rest of the claim is being decided', () => {
  const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
  const first = person('first', 'adjudicator');
  /** Inpatient 3,600.00 yuan are paid; the rest of 2,400.00 waits for the report. */
  const partPaid = async () => {
    const office = await openOffice(ORDINARY);
    const walk = walkerIn(office);
    const { bill } = claimMessage();
    const claimId = await walk.file(ALL_PAPERS, {
      bill: { ...bill, diagnoses: [{ code: 'C16.900', main: true }] },
    });
    await walk.decide(claimId);
    await walk.agree(claimId);
    await walk.pay(claimId);
    const paymentId = firstPaymentOf(claimId);
    const say = (outcome: 'paid' | 'failed' | 'returned', of = paymentId) =>
      bookLine(
        { tables: office.tables, clock: office.clock },
        { paymentId: of, outcome, reason: 'AC04' },
        'file',
      );
    const answer = () =>
      office.give(first, walk.taskOf(claimId, 'remainder'), { verdict: 'answer', reason: '已见', facts });
    const correct = async (of: string): Promise<string> => {
      const steps = paymentSteps(office);
      const stores = { tables: office.tables, files: memoryFiles() };
      const { proposalId } = await steps.propose(stores, of, { reason: '电话核对' });
      return (await steps.approve(stores, of, proposalId)).nextPaymentId ?? '';
    };
    const send = async (of: string): Promise<void> => {
      for (const plan of [
        (payment: Payment) => [movePayment(payment, 'batched', { batchId: `batch-${of}` })],
        async (payment: Payment) => {
          if (isForHospital(payment)) throw new Error('not a claim');
          const claim = await walk.claim(claimId);
          return planSending({ payment, claim, at: office.clock() }, { batchId: `batch-${of}`, part: 1 });
        },
      ]) {
        const writes = await plan(await paymentById(office.tables, of));
        expect((await office.tables.commit(writes)).committed).toBe(true);
      }
    };
    const balance = (account: string) =>
      office.tables.all(ledgerTable).reduce((total, entry) => {
        const amount = Number(entry['amountFen']);
        return total + (entry['debit'] === account ? amount : 0) - (entry['credit'] === account ? amount : 0);
      }, 0);
    const books = () => ['benefit-expense', 'reserved', 'payable', 'bank'].map(balance);
    return { office, walk, claimId, paymentId, say, answer, correct, send, books };
  };

  it('is booked at once and paid again beside it; both sums arrive', async () => {
    const { office, walk, claimId, paymentId, say, answer, correct, send, books } = await partPaid();
    await answer();
    await walk.decide(claimId);
    expect((await walk.claim(claimId)).state).toBe('decided');
    expect(await say('returned')).not.toHaveProperty('question');
    expect(await say('returned')).not.toHaveProperty('question');
    expect(await paymentById(office.tables, paymentId)).toMatchObject({ state: 'returned', beside: true });
    expect((await walk.claim(claimId)).state).toBe('decided');
    expect(books()).toEqual([600_000, -240_000, -360_000, 0]);
    const seen = async () =>
      office.readOwn({ caller: walk.citizen, params: { claimId }, query: {}, body: {} });
    expect(await seen()).toMatchObject({
      stateName: '审核中（另有 3600.00 元被退回，核对账户后重新划付）',
      payments: [{ paymentId, amountFen: 360_000, state: 'returned', stateName: '已退汇', beside: true }],
    });
    // the rest fails at first as well: each sum has a promise of its own
    await walk.agree(claimId, 'again');
    const rest = (await walk.claim(claimId)).paymentId ?? '';
    await send(rest);
    await say('failed', rest);
    const promises = office.tables.all(deadlineTable).map(({ deadlineId }) => deadlineId);
    expect(promises).toEqual(expect.arrayContaining(['repay-2wd-1', 'repay-2wd-v2-1']));
    const again = await correct(paymentId);
    await send(again);
    await say('paid', again);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'payment-failed', paymentId: rest });
    const restAgain = await correct(rest);
    await send(restAgain);
    await say('paid', restAgain);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'paid', adjudicationVersion: 2 });
    expect(books()).toEqual([600_000, 0, 0, -600_000]);
    const { stateName, payments } = await seen();
    expect(stateName).toBe('已支付');
    expect(payments.map(({ version, attempt, state }) => [version, attempt, state])).toEqual([
      [1, 1, 'returned'],
      [1, 2, 'paid'],
      [2, 1, 'failed'],
      [2, 2, 'paid'],
    ]);
    const open = office.tables.all(deadlineTable).filter(({ deadlineId, state }) => {
      return JSON.stringify(deadlineId).startsWith('"repay-') && state !== 'met';
    });
    expect(open).toEqual([]);
  });

  it('at the very moment of the answer: read again, whoever comes first', async () => {
    const { office, walk, claimId, paymentId, answer } = await partPaid();
    let isFirst = true;
    const racing = {
      ...office.tables,
      commit: async (writes: Parameters<typeof office.tables.commit>[0]) => {
        if (isFirst) {
          isFirst = false;
          await answer();
        }
        return office.tables.commit(writes);
      },
    };
    const line = { paymentId, outcome: 'returned', reason: 'AC04' } as const;
    expect(await bookLine({ tables: racing, clock: office.clock }, line, 'file')).not.toHaveProperty(
      'question',
    );
    expect((await walk.claim(claimId)).state).toBe('accepted');
    expect((await paymentById(office.tables, paymentId)).state).toBe('returned');
  });

  it('and while it is being recovered: a person says whose money it is', async () => {
    const { office, claimId, paymentId, say } = await partPaid();
    const caller = person('boss', 'supervisor');
    await office.recover({ caller, params: { claimId }, query: {}, body: { reason: '重复享受' } });
    expect(await say('returned')).toMatchObject({ question: `returned-while-recovering:${paymentId}` });
  });
});

describe("a hospital's statement", () => {
  it('is ruled like a claim: paid by the first attempt, the second one stopped, sent back, paid by a third', async () => {
    const tables = memoryTables();
    const clock = tickingClock(instant('2026-10-20T02:00:00.000Z'));
    const statementId = statementIdOf('hospital-1', '2026-09', 'payer-1');
    const sums = { count: 3, billedFen: fen(900_000), owedFen: fen(100_000) };
    const account = await sealPayee(memoryFieldCipher(), statementId, {
      holder: '样例医院',
      number: '6200000000000000018',
      bankName: '样例银行',
      cnaps: '000000000001',
      relation: 'self',
    });
    const first = statementPaymentIdOf(statementId);
    await tables.commit([
      insertStatement({
        statementId,
        hospitalId: 'hospital-1',
        month: '2026-09',
        schemeId: 'nansha-2018',
        payerId: 'payer-1',
        payerName: '样例专户',
        state: 'approved',
        version: 1,
        settled: sums,
        late: { count: 0, owedFen: fen(0) },
        payableFen: sums.owedFen,
        payOn: localDate('2026-10-20'),
        clause: 'nansha 第四部分 二(二)2',
        preparedBy: 'clerk',
        preparedAt: clock(),
        paymentId: first,
        remarks: [],
      }),
      insertPayment({
        paymentId: first,
        statementId,
        hospitalId: 'hospital-1',
        payerId: 'payer-1',
        schemeId: 'nansha-2018',
        amountFen: sums.owedFen,
        state: 'in-payment',
        payableOn: localDate('2026-10-20'),
        account,
      }),
    ]);
    const say = (paymentId: string, outcome: 'paid' | 'failed' | 'returned', source = outcome) =>
      bookLine({ tables, clock }, { paymentId, outcome, reason: 'AC04' }, source);
    const correct = async (paymentId: string): Promise<string> => {
      const desk = { tables, cipher: memoryFieldCipher(), index: memoryBlindIndex, clock };
      const params = { paymentId };
      const body = { reason: '与医院核对' };
      const { proposalId } = await proposeAccount(desk)({ caller: MAKER, params, query: {}, body });
      const answer = { caller: CHECKER, params: { ...params, proposalId }, query: {}, body: {} };
      return (await approveAccount(desk)(answer)).nextPaymentId ?? '';
    };
    const state = async (): Promise<unknown> => (await statementById(tables, statementId)).state;
    await say(first, 'failed');
    const second = await correct(first);
    await say(first, 'paid');
    expect((await paymentById(tables, second)).state).toBe('held');
    const scene = { caller: MAKER, params: { paymentId: first }, query: {} };
    const word = { outcome: 'paid', reference: 'FT2026-0002', reason: '书面向银行查实' } as const;
    const { enteredId } = await enterBankResult({ tables, clock })({ ...scene, body: word });
    const press = { ...scene, caller: CHECKER, params: { paymentId: first, enteredId }, body: {} };
    expect(await confirmBankResult({ tables, clock })(press)).toMatchObject({ state: 'paid' });
    expect([await state(), (await paymentById(tables, second)).state]).toEqual(['paid', 'stopped']);
    await say(first, 'returned');
    expect(await statementById(tables, statementId)).toMatchObject({ state: 'approved', paymentId: second });
    const third = await correct(second);
    expect(await statementById(tables, statementId)).toMatchObject({ state: 'approved', paymentId: third });
    const entries = tables.all(ledgerTable).map(({ kind }) => kind);
    expect(entries.toSorted()).toEqual(['benefit-paid', 'benefit-returned']);
    const promises = tables.all(deadlineTable).map(({ deadlineId }) => deadlineId);
    expect(promises).toEqual(expect.arrayContaining(['repay-2wd-1', 'repay-2wd-1-again']));
  });
});

type Deed =
  | { readonly kind: 'send' | 'close'; readonly run: number }
  | { readonly kind: 'say'; readonly nth: number; readonly flag: 'S' | 'F' | 'R' | 'P' }
  | { readonly kind: 'again'; readonly file: number }
  | { readonly kind: 'correct'; readonly nth: number }
  | { readonly kind: 'stop'; readonly nth: number }
  | { readonly kind: 'enter'; readonly nth: number; readonly outcome: 'paid' | 'failed' | 'returned' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('send' as const, 'close' as const),
    run: fc.integer({ min: 1, max: 6 }),
  }),
  // the bank says anything of anything it was sent
  fc.record({
    kind: fc.constant('say' as const),
    nth: fc.nat(6),
    flag: fc.constantFrom('S' as const, 'F' as const, 'F' as const, 'R' as const, 'P' as const),
  }),
  fc.record({ kind: fc.constant('again' as const), file: fc.nat(8) }),
  fc.record({ kind: fc.constantFrom('correct' as const, 'stop' as const), nth: fc.nat(3) }),
  fc.record({
    kind: fc.constant('enter' as const),
    nth: fc.nat(6),
    outcome: fc.constantFrom('paid' as const, 'failed' as const, 'returned' as const),
  }),
);

/** What people are told when a deed is not to be done now. */
const TOLD = [
  'batch-moved-on',
  'result-not-expected',
  'payment-moved-on',
  'payment-at-bank',
  'payment-disputed',
  'earlier-attempt-booked',
  'next-attempt-leaving',
  'approval-not-stoppable',
];

const stage = (desk: Finance, claims: readonly string[]) => {
  const walk = walkerIn(desk.office);
  const files: string[] = [];
  const pick = <T>(list: readonly T[], nth: number): T | undefined => list[nth % Math.max(1, list.length)];
  const act = async (one: Deed): Promise<void> => {
    switch (one.kind) {
      case 'close':
        await desk.steps.close(desk.stores, String(one.run));
        return;
      case 'send': {
        const { batchId, next } = await desk.steps.close(desk.stores, String(one.run));
        if (next === 'empty') return;
        const { state } = await batchById(desk.office.tables, batchId);
        if (state === 'assembled') await desk.steps.release(desk.stores, batchId);
        return desk.steps.write(desk.stores, batchId).then(() => undefined);
      }
      case 'say': {
        const sent = desk.payments().filter(({ filePart }) => filePart !== undefined);
        const payment = pick(sent, one.nth);
        if (payment?.batchId === undefined) return;
        const key = `results/${payment.batchId}/file-${files.length}`;
        const body = resultFile(payment.batchId, [{ ...payment, flag: one.flag }]);
        desk.files.upload(key, { body, contentType: 'text/plain' });
        files.push(key);
        return desk.steps.take(desk.stores, key);
      }
      case 'again': {
        const key = pick(files, one.file);
        return key === undefined ? undefined : desk.steps.take(desk.stores, key);
      }
      case 'correct': {
        const states: readonly Payment['state'][] = ['failed', 'returned', 'held', 'stopped'];
        const payment = pick(
          desk
            .payments()
            .filter(({ state, nextPaymentId }) => nextPaymentId === undefined && states.includes(state)),
          one.nth,
        );
        if (payment !== undefined) await desk.correct(payment.paymentId, NEW_ACCOUNT);
        return;
      }
      case 'stop': {
        const claimId = pick(claims, one.nth) ?? '';
        await desk.stop(claimId);
        await walk.decide(claimId);
        return walk.agree(claimId, `again-${String(one.nth)}`);
      }
      case 'enter': {
        const payment = pick(desk.payments(), one.nth);
        if (payment !== undefined) await desk.rule(payment.paymentId, one.outcome);
      }
    }
  };
  return (one: Deed): Promise<void> =>
    act(one).catch((thrown: unknown) => {
      // a file is never turned away: nothing of the bank's goes to the dead letters
      if (one.kind === 'say' || one.kind === 'again' || !TOLD.includes(asErbaoError(thrown).code))
        throw thrown;
    });
};

const ON_THE_WAY: readonly Payment['state'][] = ['payable', 'held', 'batched', 'in-payment'];
const versionOf = (one: Payment): number => (isForHospital(one) ? 1 : one.adjudicationVersion);
const isClosed = ({ closedBy }: Payment): boolean => closedBy !== undefined;

const expectSound = async (desk: Finance, claims: readonly string[]): Promise<void> => {
  const sums = { standing: 0, surplus: 0 };
  for (const claimId of claims) {
    const own = desk.payments().filter((one) => paidSubject(one) === claimId);
    const inState = (...states: readonly Payment['state'][]) =>
      own.filter(({ state }) => states.includes(state));
    const standing = inState('paid');
    const counting = own.filter((one) => ON_THE_WAY.includes(one.state) && !isClosed(one));
    expect(standing.length + counting.length).toBeLessThanOrEqual(1);
    // in doubt: nothing may leave that has not left; what was decided since the doubt is held at the next closing
    const doubtful = own.filter(
      ({ state, withdrawn }) => state === 'disputed' || (state === 'surplus' && withdrawn === true),
    );
    if (doubtful.length > 0) {
      const newest = Math.max(...own.map(versionOf));
      expect(inState('batched')).toEqual([]);
      expect(inState('payable').filter((one) => versionOf(one) < newest)).toEqual([]);
      if (doubtful.some((one) => versionOf(one) === newest)) expect(inState('payable')).toEqual([]);
    }
    sums.standing += standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
    sums.surplus += inState('surplus').reduce((sum, { amountFen }) => sum + amountFen, 0);
    // owed and not paid: there is an attempt that is on its way, that people can correct, or that they must rule on
    const correctable = inState('failed', 'returned', 'stopped').filter(
      (one) => one.nextPaymentId === undefined && !isClosed(one) && one.withdrawn !== true,
    );
    const { state, paymentId } = await claimIn(desk, claimId);
    expect((state === 'paid') === (standing.length === 1)).toBe(true);
    if (standing.length === 1) expect(paymentId).toBe(standing[0]?.paymentId);
    else expect(counting.length + correctable.length + inState('disputed').length).toBeGreaterThan(0);
  }
  expect(desk.balance('bank')).toBe(0 - sums.standing - sums.surplus);
  expect(desk.balance('recoverable')).toBe(sums.surplus);
  expect(0 - desk.balance('payable')).toBe(desk.balance('benefit-expense') - sums.standing);
};

describe('a bank that says anything in any order', () => {
  it('has one standing payment a claim, every other booked fen an open recovery, and no claim is stuck', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 40 }), async (deeds) => {
        const desk = await openFinance();
        const claims = [await desk.approved(1), await desk.approved(2)];
        const perform = stage(desk, claims);
        for (const one of [{ kind: 'send', run: 1 } as const, ...deeds]) {
          await perform(one);
          await expectSound(desk, claims);
        }
      }),
      { numRuns: 150 },
    );
  }, 240_000);
});
