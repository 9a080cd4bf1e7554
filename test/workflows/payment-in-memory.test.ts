/**
 * From approval to money, cut off everywhere, repeated everywhere, answered by the bank in any order: one standing payment a
 * claim, books that balance, nothing lost.
 */
import { claimById } from '@erbao/claims/claim';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { instant } from '@erbao/kernel/dates';
import { asErbaoError } from '@erbao/kernel/errors';
import { paidSubject, paymentById } from '@erbao/payout/payment';
import { batchById, batchIdOf } from '@erbao/payout/payment-batch';
import { paymentTable } from '@erbao/payout/payment-table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakingStores, Killed } from '../support/breaking-stores.ts';
import { ALL_PAPERS } from '../support/claim-office.ts';
import { type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import {
  CLOSING_DAY,
  finance,
  firstPaymentOf,
  linesSent,
  MAKER,
  resultFile,
  type Stores,
} from '../support/payment-office.ts';
import { claimMessage } from '../support/sample-facts.ts';

const stateOf = async ({ office }: Finance, claimId: string): Promise<string> =>
  (await claimById(office.tables, claimId)).state;

describe('a payment that fails', () => {
  it('is corrected by two persons and paid again, to the new account, within two working days', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = firstPaymentOf(claimId);
    // Monday 12 October 2026
    await desk.answer(await desk.send('1'), 'F');
    expect(await stateOf(desk, claimId)).toBe('payment-failed');
    expect(desk.office.tables.all(deadlineTable)).toContainEqual(
      expect.objectContaining({
        subjectId: claimId,
        deadlineId: 'repay-2wd-1',
        clause: 'nansha 第四部分 二(二)3',
        dueAt: '2026-10-14T16:00:00.000Z',
        state: 'running',
      }),
    );
    // three promises of the claim itself, and the one to pay again
    expect(desk.events('deadline-planned')).toBe(4);
    const second = (await desk.correct(first, NEW_ACCOUNT)) ?? '';
    expect(await stateOf(desk, claimId)).toBe('approved');
    const batchId = await desk.send('2');
    expect(linesSent(desk.files, batchId)).toMatchObject([
      { paymentId: second, accountNumber: NEW_ACCOUNT.number },
    ]);
    await desk.answer(batchId, 'S');
    expect(await stateOf(desk, claimId)).toBe('paid');
    expect(desk.payments().map(({ state, attempt }) => [attempt ?? 1, state])).toEqual([
      [1, 'failed'],
      [2, 'paid'],
    ]);
    expect(desk.office.tables.all(deadlineTable)).toContainEqual(
      expect.objectContaining({ deadlineId: 'repay-2wd-1', state: 'met' }),
    );
    const claim = await claimById(desk.office.tables, claimId);
    expect([claim.paymentId, desk.balance('bank'), desk.balance('payable')]).toEqual([
      second,
      0 - (claim.totalFen ?? 0),
      0,
    ]);
  });

  it('counts its two working days over a holiday and a make-up Saturday', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    // Wednesday 30 September 2026, before the National Day holiday; Saturday 10 October is worked
    desk.office.setNow(instant('2026-09-30T02:00:00.000Z'));
    await desk.answer(await desk.send('1'), 'F');
    expect(desk.office.tables.all(deadlineTable)).toContainEqual(
      expect.objectContaining({
        subjectId: claimId,
        deadlineId: 'repay-2wd-1',
        dueAt: '2026-10-09T16:00:00.000Z',
      }),
    );
  });

  it('cannot be corrected and approved by one person, nor after the bank has it, nor by an old proposal', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = firstPaymentOf(claimId);
    const propose = (caller = MAKER) =>
      desk.steps.propose(desk.stores, first, { reason: '电话核对', account: NEW_ACCOUNT }, caller);
    const batchId = await desk.send('1');
    await expect(propose()).rejects.toMatchObject({ code: 'payment-at-bank' });
    await desk.answer(batchId, 'F');
    const old = await propose();
    const newer = await propose();
    await expect(desk.steps.approve(desk.stores, first, old.proposalId)).rejects.toMatchObject({
      code: 'proposal-moved-on',
    });
    await expect(desk.steps.approve(desk.stores, first, newer.proposalId, MAKER)).rejects.toMatchObject({
      code: 'maker-is-checker',
    });
    await desk.steps.approve(desk.stores, first, newer.proposalId);
    await expect(desk.steps.approve(desk.stores, first, newer.proposalId)).rejects.toMatchObject({
      code: 'payment-moved-on',
    });
    await expect(propose()).rejects.toMatchObject({ code: 'payment-moved-on' });
    expect(desk.payments()).toHaveLength(2);
  });

  it('corrected by two at once is one next attempt', async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    await desk.answer(await desk.send('1'), 'F');
    const { proposalId } = await desk.steps.propose(desk.stores, first, { reason: '电话核对' });
    const press = (who: string) => desk.steps.approve(desk.stores, first, proposalId, finance(who));
    const outcomes = await Promise.allSettled([press('a'), press('b'), press('c')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(desk.payments()).toHaveLength(2);
  });

  it('refuses a new account of bad form, and keeps no account readable', async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    await desk.answer(await desk.send('1'), 'F');
    const bad = { ...NEW_ACCOUNT, holder: ' 样例甲' };
    await expect(
      desk.steps.propose(desk.stores, first, { reason: '电话核对', account: bad }),
    ).rejects.toMatchObject({ code: 'account-invalid', details: { fields: ['holder-form'] } });
    await desk.correct(first, NEW_ACCOUNT);
    expect(JSON.stringify(desk.payments())).not.toContain(NEW_ACCOUNT.number);
  });

  it('that the bank later calls paid stops the next attempt and asks', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = firstPaymentOf(claimId);
    const batchId = await desk.send('1');
    await desk.answer(batchId, 'F');
    const second = (await desk.correct(first)) ?? '';
    await desk.answer(batchId, 'S');
    expect(await paymentById(desk.office.tables, second)).toMatchObject({
      state: 'held',
      holdReasons: ['earlier-attempt-booked'],
    });
    expect((await batchById(desk.office.tables, batchId)).questions).toEqual([`paid-while-failed:${first}`]);
    await expect(desk.steps.propose(desk.stores, second, { reason: '再试一次' })).rejects.toMatchObject({
      code: 'earlier-attempt-booked',
    });
    expect((await desk.steps.close(desk.stores, '2')).next).toBe('empty');
  });
});

describe('a payment that comes back days later', () => {
  it('reopens the payment and not the decision, and is paid once more after correction', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = firstPaymentOf(claimId);
    const batchId = await desk.send('1');
    await desk.answer(batchId, 'S');
    const before = await claimById(desk.office.tables, claimId);
    await desk.answer(batchId, 'R');
    const after = await claimById(desk.office.tables, claimId);
    expect(after).toMatchObject({
      state: 'payment-failed',
      adjudicationVersion: before.adjudicationVersion,
      totalFen: before.totalFen,
      openMark: 'open',
    });
    expect(after.paidAt).toBeUndefined();
    expect([desk.balance('bank'), desk.balance('payable'), desk.events('payment-returned')]).toEqual([
      0,
      0 - (before.totalFen ?? 0),
      1,
    ]);
    // the same files again: old news
    await desk.answer(batchId, 'S');
    await desk.answer(batchId, 'R');
    expect(await stateOf(desk, claimId)).toBe('payment-failed');
    await desk.correct(first, NEW_ACCOUNT);
    await desk.answer(await desk.send('2'), 'S');
    expect(await stateOf(desk, claimId)).toBe('paid');
    expect([desk.balance('bank'), desk.balance('payable')]).toEqual([0 - (before.totalFen ?? 0), 0]);
    expect(desk.events('claim-paid')).toBe(2);
    expect((await batchById(desk.office.tables, batchId)).state).toBe('settled');
  });
});

describe('an account that is doubtful', () => {
  it('of a stranger is held on the batch as a question; a confirmed one goes out with the next', async () => {
    const desk = await openFinance();
    const good = await desk.approved(1);
    const strange = await desk.approved(2, { ...claimMessage().account, holder: '样例丙' });
    const batchId = await desk.send('1');
    expect(linesSent(desk.files, batchId).map(({ paymentId }) => paymentId)).toEqual([firstPaymentOf(good)]);
    const held = firstPaymentOf(strange);
    expect(await batchById(desk.office.tables, batchId)).toMatchObject({
      count: 1,
      held: [`holder-not-member:${held}`],
    });
    expect(await stateOf(desk, strange)).toBe('approved');
    expect(await desk.correct(held)).toBeUndefined();
    const next = await desk.send('2');
    expect(linesSent(desk.files, next)).toMatchObject([{ paymentId: held, holder: '样例丙' }]);
  });

  it('whose name GBK cannot carry is held, and goes out as it is in GB18030', async () => {
    const rare = { ...claimMessage().account, holder: '样䶮' };
    const gbk = await openFinance('daifa-gbk');
    const claimId = await gbk.approved(1, rare);
    const { batchId, next } = await gbk.steps.close(gbk.stores, '1');
    expect(next).toBe('empty');
    expect((await batchById(gbk.office.tables, batchId)).held).toEqual([
      `outside-charset:${firstPaymentOf(claimId)}`,
      `holder-not-member:${firstPaymentOf(claimId)}`,
    ]);
    const wide = await openFinance('daifa-gb18030');
    const other = firstPaymentOf(await wide.approved(1, rare));
    await wide.steps.close(wide.stores, '1');
    await wide.correct(other);
    expect(linesSent(wide.files, await wide.send('2'))).toMatchObject([{ holder: '样䶮' }]);
  });
});

/** A valid number of nobody. */
const OTHER = '440115197001019019';

describe('a corrected account', () => {
  const failed = async () => {
    const desk = await openFinance();
    const first = firstPaymentOf(await desk.approved(1));
    await desk.answer(await desk.send('1'), 'F');
    return { desk, first };
  };
  const stranger = async ({ office }: Finance) => {
    const { memberId } = await office.enrol(OTHER, '样例丁');
    const papers = [];
    for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind, undefined, memberId));
    const invoice = { code: '44060126', number: '0000000099' };
    const claimId = await office.take(
      claimMessage({
        filingId: 'stranger-filing',
        insured: { identityNumber: OTHER },
        invoice,
        papers,
        account: NEW_ACCOUNT,
      }),
    );
    await office.check(claimId);
    await office.decide(claimId);
    return claimId;
  };
  const body = { reason: '电话核对', account: NEW_ACCOUNT };

  it('that a stranger filed with is flagged to the second person', async () => {
    const { desk, first } = await failed();
    const other = await stranger(desk);
    const { warnings } = await desk.steps.propose(desk.stores, first, body);
    expect(warnings).toContain('account-shared');
    const payment = await paymentById(desk.office.tables, first);
    expect(payment.proposal?.sharedWith).toEqual([other]);
    await desk.correct(first, NEW_ACCOUNT);
    expect((await paymentById(desk.office.tables, first)).nextPaymentId).toBeDefined();
  });

  it('is not approved unseen when a stranger has filed with it since', async () => {
    const { desk, first } = await failed();
    const { proposalId, warnings } = await desk.steps.propose(desk.stores, first, body);
    expect(warnings).not.toContain('account-shared');
    await stranger(desk);
    await expect(desk.steps.approve(desk.stores, first, proposalId)).rejects.toMatchObject({
      code: 'account-shared-since',
    });
  });

  it('is found when a stranger files with it afterwards', async () => {
    const { desk, first } = await failed();
    await desk.correct(first, NEW_ACCOUNT);
    const claim = await claimById(desk.office.tables, await stranger(desk));
    expect(claim.riskSignals?.map(({ code }) => code)).toContain('account-shared');
  });
});

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

type Deed =
  | { readonly kind: 'send' | 'close'; readonly run: number }
  | { readonly kind: 'answer'; readonly batch: number; readonly truth: readonly ('S' | 'F' | 'P')[] }
  | { readonly kind: 'again'; readonly file: number }
  | { readonly kind: 'return'; readonly nth: number }
  | { readonly kind: 'correct'; readonly nth: number; readonly same: boolean };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('send' as const, 'close' as const),
    run: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('answer' as const),
    batch: fc.nat(3),
    truth: fc.array(fc.constantFrom('S' as const, 'F' as const, 'P' as const), {
      minLength: 4,
      maxLength: 4,
    }),
  }),
  fc.record({ kind: fc.constant('again' as const), file: fc.nat(5) }),
  fc.record({ kind: fc.constant('return' as const), nth: fc.nat(5) }),
  fc.record({ kind: fc.constant('correct' as const), nth: fc.nat(5), same: fc.boolean() }),
);

/** A bank that decides once about each line, and that may send money back once; what it says may come late and twice. */
const bankBeside = (desk: Finance) => {
  const truth = new Map<string, 'S' | 'F' | 'R'>();
  const batches: string[] = [];
  const sent: string[] = [];
  const tell = async (batchId: string, lines: Parameters<typeof resultFile>[1]): Promise<void> => {
    const key = `results/${batchId}/file-${sent.length}`;
    desk.files.upload(key, { body: resultFile(batchId, lines), contentType: 'text/plain' });
    sent.push(key);
    await desk.steps.take(desk.stores, key);
  };
  return {
    truth,
    sent: (batchId: string) => {
      if (!batches.includes(batchId)) batches.push(batchId);
    },
    answer: async (place: number, verdicts: readonly ('S' | 'F' | 'P')[]) => {
      const batchId = batches[place % Math.max(1, batches.length)];
      if (batchId === undefined) return;
      const lines = linesSent(desk.files, batchId).map((line, nth) => {
        const known = truth.get(line.paymentId);
        const flag = known ?? verdicts[nth % verdicts.length] ?? 'P';
        if (known === undefined && flag !== 'P') truth.set(line.paymentId, flag);
        return { ...line, flag };
      });
      await tell(batchId, lines);
    },
    again: async (place: number) => {
      const key = sent[place % Math.max(1, sent.length)];
      if (key !== undefined) await desk.steps.take(desk.stores, key);
    },
    giveBack: async (place: number) => {
      const paid = desk.payments().filter(({ paymentId }) => truth.get(paymentId) === 'S');
      const payment = paid[place % Math.max(1, paid.length)];
      if (payment?.batchId === undefined) return;
      truth.set(payment.paymentId, 'R');
      await tell(payment.batchId, [{ ...payment, flag: 'R' }]);
    },
  };
};

const expectSound = (desk: Finance, truth: ReadonlyMap<string, string>, claims: readonly string[]): void => {
  const payments = desk.payments();
  let bank = 0;
  for (const claimId of claims) {
    const own = payments.filter((payment) => paidSubject(payment) === claimId);
    const standing = own.filter(({ state }) => state === 'paid');
    const live = own.filter(({ state }) => !['failed', 'returned'].includes(state));
    const really = own.filter(({ paymentId }) => truth.get(paymentId) === 'S');
    expect(standing.length).toBeLessThanOrEqual(1);
    expect(live.length).toBeLessThanOrEqual(1);
    // what really left the account, whatever we know of it yet
    expect(really.length).toBeLessThanOrEqual(1);
    expect(own.filter(({ nextPaymentId }) => nextPaymentId === undefined)).toHaveLength(1);
    bank += standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
  }
  expect(desk.balance('bank') + bank).toBe(0);
  expect(desk.balance('reserved')).toBe(0);
  const accounts = ['bank', 'payable', 'reserved', 'benefit-expense'].map((account) => desk.balance(account));
  expect(accounts.reduce((sum, one) => sum + one, 0)).toBe(0);
  expect(0 - desk.balance('payable')).toBe(desk.balance('benefit-expense') - bank);
};

const perform = async (desk: Finance, bank: ReturnType<typeof bankBeside>, one: Deed): Promise<void> => {
  switch (one.kind) {
    case 'close':
      await desk.steps.close(desk.stores, String(one.run));
      return;
    case 'send': {
      const { batchId, next } = await desk.steps.close(desk.stores, String(one.run));
      if (next === 'empty') return;
      const { state } = await batchById(desk.office.tables, batchId);
      if (state === 'assembled') await desk.steps.release(desk.stores, batchId);
      await desk.steps.write(desk.stores, batchId);
      bank.sent(batchId);
      return;
    }
    case 'answer':
      return bank.answer(one.batch, one.truth);
    case 'again':
      return bank.again(one.file);
    case 'return':
      return bank.giveBack(one.nth);
    case 'correct': {
      const open = desk.payments().filter(({ state, nextPaymentId }) => {
        return nextPaymentId === undefined && ['failed', 'returned', 'held', 'payable'].includes(state);
      });
      const payment = open[one.nth % Math.max(1, open.length)];
      if (payment !== undefined) await desk.correct(payment.paymentId, one.same ? undefined : NEW_ACCOUNT);
    }
  }
};

describe('whatever the bank answers, in whatever order and how often', () => {
  it('a claim has one standing payment, and the books agree with the account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
        const desk = await openFinance();
        const claims = [await desk.approved(1), await desk.approved(2)];
        const bank = bankBeside(desk);
        for (const one of deeds) {
          await perform(desk, bank, one);
          expectSound(desk, bank.truth, claims);
        }
        for (const claimId of claims) {
          const standing = desk
            .payments()
            .some((one) => paidSubject(one) === claimId && one.state === 'paid');
          expect((await stateOf(desk, claimId)) === 'paid').toBe(standing);
        }
      }),
      { numRuns: 120 },
    );
  }, 120_000);
});
