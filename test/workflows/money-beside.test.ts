/** Money that comes back while the rest of its claim is being decided is paid again beside it, and seen there. */
import { planSending } from '@erbao/adjudication/booking';
import { bookLine } from '@erbao/bank-results/book-line';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { isForHospital, movePayment, type Payment, paymentById } from '@erbao/payout/payment';
import { describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { firstPaymentOf, paymentSteps } from '../support/payment-office.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

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
    const balance = (account: string) => balanceIn(office.tables, account);
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

  it('is not paid again when the claim is found wrong: the fund asks back only what the claimant has', async () => {
    const { office, walk, claimId, paymentId, say, answer, correct, send, books } = await partPaid();
    await answer();
    await walk.decide(claimId);
    await say('returned');
    await walk.agree(claimId, 'again');
    const rest = (await walk.claim(claimId)).paymentId ?? '';
    await send(rest);
    await say('paid', rest);
    expect(books()).toEqual([600_000, 0, -360_000, -240_000]);
    const again = await correct(paymentId);
    await send(again);
    const recover = () =>
      office.recover({
        caller: person('boss', 'supervisor'),
        params: { claimId },
        query: {},
        body: { reason: '重复享受' },
      });
    // at the bank: its answer first
    await expect(recover()).rejects.toMatchObject({ code: 'payment-at-bank' });
    await say('failed', again);
    await recover();
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'recovering',
      recovery: { amountFen: 240_000 },
    });
    expect(await paymentById(office.tables, again)).toMatchObject({ state: 'failed', withdrawn: true });
    await expect(correct(again)).rejects.toMatchObject({ code: 'payment-moved-on' });
    expect(books()).toEqual([0, 0, 0, -240_000]);
    const running = (await deadlinesOf(office.tables, claimId)).filter(
      ({ deadlineId, state }) => deadlineId.startsWith('repay-') && state === 'running',
    );
    expect(running).toEqual([]);
    await office.receive({ caller: person('maker', 'finance'), params: { claimId }, query: {}, body: {} });
    expect(books()).toEqual([0, 0, 0, 0]);
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
