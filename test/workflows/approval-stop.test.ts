/** 停付: something comes up about a claim that was approved and whose money has not gone to the bank. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { claimById } from '@erbao/claims/claim';
import { paymentWait } from '@erbao/claims/claim-waits';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { batchById } from '@erbao/payout/payment-batch';
import { openWait } from '@erbao/workflow-waits/workflow-wait';
import { beforeEach, describe, expect, it } from 'vitest';
import { openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import { firstPaymentOf, linesSent } from '../support/payment-office.ts';
import { claimMessage, DIFFICULT } from '../support/sample-facts.ts';

let desk: Finance;
let walk: ReturnType<typeof walkerIn>;
beforeEach(async () => {
  desk = await openFinance();
  walk = walkerIn(desk.office);
});
const claimIn = (claimId: string) => claimById(desk.office.tables, claimId);
const books = () => ['benefit-expense', 'reserved', 'payable', 'bank'].map((one) => desk.balance(one));
const used = async () =>
  Object.values((await findAccumulators(desk.office.tables, desk.office.memberId, 'nansha-2018')).used);
const states = () => desk.payments().map(({ state }) => state);
const STRANGER = { ...claimMessage().account, holder: '样例丙' };

describe('stopped while it is payable', () => {
  it('the payment is over, ceilings and books are as before, and a workflow of its own starts', async () => {
    const claimId = await desk.approved(1);
    const { tables, workflows } = desk.office;
    await openWait({ tables, workflows }, paymentWait(claimId, 1), 'token-money');
    const before = await claimIn(claimId);
    expect(await desk.stop(claimId)).toMatchObject({ state: 'accepted' });
    await desk.office.carry();
    expect(desk.payments()).toMatchObject([{ state: 'stopped', withdrawn: true }]);
    expect(await recordById(tables, claimId, 1)).toMatchObject({ state: 'reversed' });
    expect([await used(), books()]).toEqual([(await used()).map(() => 0), [0, 0, 0, 0]]);
    expect([...workflows.answered]).toContainEqual(['token-money', { next: 'stopped' }]);
    expect([...workflows.started.keys()]).toContain(`claim-review:${claimId}_v2`);
    const after = await claimIn(claimId);
    expect([after.paymentId, after.objectUntil, after.approvalStop?.reason]).toEqual([
      undefined,
      undefined,
      '发票已红冲',
    ]);
    expect(before.objectUntil).toBeDefined();
    // the family waits since the same day: no new promise, and the old one runs
    expect(await deadlinesOf(tables, claimId)).toContainEqual(
      expect.objectContaining({ deadlineId: 'claim-5wd', state: 'running' }),
    );
    expect((await deadlinesOf(tables, claimId)).map(({ deadlineId }) => deadlineId)).not.toContain(
      'claim-5wd-2',
    );
    expect(desk.events('approval-stopped')).toBe(1);
  });

  it('never goes out, however often it is corrected or a batch is closed', async () => {
    const claimId = await desk.approved(1);
    await desk.stop(claimId);
    expect((await desk.steps.close(desk.stores, '1')).next).toBe('empty');
    await expect(desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT)).rejects.toMatchObject({
      code: 'payment-moved-on',
    });
    expect(states()).toEqual(['stopped']);
  });

  it('refused by a person after all: no money, the promise is kept, an objection is open', async () => {
    const claimId = await desk.approved(1);
    await desk.stop(claimId);
    await walk.decide(claimId);
    const task = walk.openTasks(claimId)[0];
    expect(task?.adjudicationVersion).toBe(2);
    const reviewer = person('third', task?.role ?? 'adjudicator');
    const read = await desk.office.desks.read({
      caller: reviewer,
      params: { taskId: task?.taskId ?? '' },
      query: {},
      body: {},
    });
    expect(read.claim.approvalStop).toMatchObject({ reason: '发票已红冲' });
    await desk.office.give(reviewer, task?.taskId ?? '', { verdict: 'refuse', reason: '发票已红冲' });
    const claim = await claimIn(claimId);
    expect([claim.state, claim.objectUntil === undefined, books()]).toEqual(['refused', false, [0, 0, 0, 0]]);
    expect(states()).toEqual(['stopped']);
    expect(await deadlinesOf(desk.office.tables, claimId)).toContainEqual(
      expect.objectContaining({ deadlineId: 'claim-5wd', state: 'met' }),
    );
  });

  it('approved again: paid exactly once', async () => {
    const claimId = await desk.approved(1);
    await desk.stop(claimId);
    await walk.decide(claimId);
    await walk.agree(claimId, 'again');
    const batchId = await desk.send('1');
    await desk.answer(batchId, 'S');
    const claim = await claimIn(claimId);
    expect([claim.state, claim.adjudicationVersion, states().toSorted()]).toEqual([
      'paid',
      2,
      ['paid', 'stopped'],
    ]);
    expect(linesSent(desk.files, batchId)).toMatchObject([{ paymentId: claim.paymentId }]);
    expect(books()).toEqual([claim.totalFen, 0, 0, 0 - (claim.totalFen ?? 0)]);
    await expect(desk.stop(claimId)).rejects.toMatchObject({ code: 'approval-not-stoppable' });
  });

  it('is not shown with its reason to the family', async () => {
    const claimId = await desk.approved(1);
    await desk.stop(claimId);
    const own = await desk.office.readOwn({ caller: walk.citizen, params: { claimId }, query: {}, body: {} });
    expect(JSON.stringify(own)).not.toContain('红冲');
    expect(own.timeline.map(({ text }) => text)).toContain('划付前停付：审核通过已撤回，转人工重新审核');
  });
});

describe('an approval', () => {
  it('whose payment is held can be stopped, with the correction that was proposed', async () => {
    const claimId = await desk.approved(1, STRANGER);
    expect((await desk.steps.close(desk.stores, '1')).next).toBe('empty');
    const paymentId = firstPaymentOf(claimId);
    const { proposalId } = await desk.steps.propose(desk.stores, paymentId, { reason: '电话核对' });
    await desk.stop(claimId);
    await expect(desk.steps.approve(desk.stores, paymentId, proposalId)).rejects.toMatchObject({
      code: 'payment-moved-on',
    });
    expect([states(), books()]).toEqual([['stopped'], [0, 0, 0, 0]]);
  });

  it('in a released batch, at the bank or paid cannot be, in any attempt', async () => {
    const claimId = await desk.approved(1);
    const refused = () =>
      expect(desk.stop(claimId)).rejects.toMatchObject({ code: 'approval-not-stoppable' });
    const { batchId } = await desk.steps.close(desk.stores, '1');
    await desk.steps.release(desk.stores, batchId);
    await refused();
    await desk.steps.write(desk.stores, batchId);
    await refused();
    await desk.answer(batchId, 'F');
    await desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT);
    const second = await desk.send('2');
    await refused();
    await desk.answer(second, 'S');
    await refused();
  });

  it('in a batch that nobody has released leaves it; the others go on with a new total', async () => {
    const claimId = await desk.approved(1);
    const other = await desk.approved(2);
    const { batchId } = await desk.steps.close(desk.stores, '1');
    await desk.stop(claimId);
    expect(await batchById(desk.office.tables, batchId)).toMatchObject({
      state: 'assembled',
      count: 1,
      totalFen: (await claimIn(other)).totalFen,
      held: [`approval-stopped:${firstPaymentOf(claimId)}`],
    });
    await desk.send('1');
    expect(linesSent(desk.files, batchId)).toMatchObject([{ paymentId: firstPaymentOf(other) }]);
    await desk.stop(other).catch(() => undefined);
    expect(states().toSorted()).toEqual(['in-payment', 'stopped']);
  });

  it('whose payment failed is stopped before and after its account was corrected, and never paid', async () => {
    for (const corrected of [false, true]) {
      desk = await openFinance();
      walk = walkerIn(desk.office);
      const claimId = await desk.approved(1);
      const sent = await desk.send('1');
      await desk.answer(sent, 'F');
      if (corrected) await desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT);
      expect(await desk.stop(claimId)).toMatchObject({ state: 'accepted' });
      expect(states()).toEqual(corrected ? ['failed', 'stopped'] : ['failed']);
      expect(desk.payments().every(({ withdrawn }) => withdrawn === true)).toBe(true);
      expect([await used(), books()]).toEqual([(await used()).map(() => 0), [0, 0, 0, 0]]);
      await expect(desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT)).rejects.toMatchObject({
        code: 'payment-moved-on',
      });
      // nothing is owed, so nobody is to pay it again
      expect(await deadlinesOf(desk.office.tables, claimId)).toContainEqual(
        expect.objectContaining({ deadlineId: 'repay-2wd-1', state: 'dropped' }),
      );
      expect((await desk.steps.close(desk.stores, '2')).next).toBe('empty');
    }
  });

  it('whose money came back is stopped under a promise of its own', async () => {
    const claimId = await desk.approved(1);
    const sent = await desk.send('1');
    await desk.answer(sent, 'S');
    await desk.office.carry();
    await desk.answer(sent, 'R');
    await desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT);
    await desk.stop(claimId);
    expect([(await claimIn(claimId)).promiseId, books()]).toEqual(['claim-5wd-2', [0, 0, 0, 0]]);
    await walk.decide(claimId);
    await walk.agree(claimId, 'again');
    await desk.answer(await desk.send('2'), 'S');
    expect(states().toSorted()).toEqual(['paid', 'returned', 'stopped']);
  });

  it('sent, failed, stopped and decided again: a late word that it was paid holds the new payment', async () => {
    const claimId = await desk.approved(1);
    const owed = (await claimIn(claimId)).totalFen ?? 0;
    const sent = await desk.send('1');
    await desk.answer(sent, 'F');
    await desk.stop(claimId);
    await walk.decide(claimId);
    await walk.agree(claimId, 'again');
    const first = firstPaymentOf(claimId);
    await desk.answer(sent, 'S');
    expect(desk.payments()).toContainEqual(expect.objectContaining({ paymentId: first, state: 'disputed' }));
    expect(states().toSorted()).toEqual(['disputed', 'held']);
    expect((await desk.steps.close(desk.stores, '2')).next).toBe('empty');
    // it was: the claimant owes it back, and the new payment waits for it
    expect(await desk.rule(first, 'paid')).toBe('surplus');
    expect((await desk.steps.close(desk.stores, '3')).next).toBe('empty');
    expect(desk.balance('recoverable')).toBe(owed);
    await desk.rule(first, 'returned');
    await desk.answer(await desk.send('4'), 'S');
    expect([books(), desk.balance('recoverable')]).toEqual([[owed, 0, 0, 0 - owed], 0]);
    expect((await claimIn(claimId)).state).toBe('paid');
  });

  it('cannot be stopped while the bank contradicts itself', async () => {
    const claimId = await desk.approved(1);
    const sent = await desk.send('1');
    await desk.answer(sent, 'F');
    await desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT);
    await desk.answer(sent, 'S');
    await expect(desk.stop(claimId)).rejects.toMatchObject({ code: 'payment-disputed' });
  });

  it('pressed by two at once, and while a batch is closed, is stopped once or paid once', async () => {
    const claimId = await desk.approved(1);
    const [a, b] = await Promise.allSettled([
      desk.stop(claimId, 'a'),
      desk.stop(claimId, 'b'),
      desk.steps.close(desk.stores, '1'),
    ]);
    const stopped = [a, b].filter(({ status }) => status === 'fulfilled').length;
    expect(states()).toEqual([stopped === 1 ? 'stopped' : 'batched']);
    expect(desk.events('claim-to-review')).toBe(stopped);
  });

  it('under an open objection waits for the joint office', async () => {
    const claimId = await desk.approved(1);
    await desk.office.object({
      caller: walk.citizen,
      params: { claimId },
      query: {},
      body: { reason: '金额有误' },
    });
    await expect(desk.stop(claimId)).rejects.toMatchObject({ code: 'objection-open' });
  });
});

describe('an approval of the engine', () => {
  it('is not given again by the engine', async () => {
    const office = await openOffice(DIFFICULT);
    const walker = walkerIn(office);
    const bill = {
      ...claimMessage().bill,
      amounts: { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' },
    };
    const claimId = await walker.file(undefined, { bill });
    await walker.decide(claimId);
    expect(await walker.claim(claimId)).toMatchObject({ state: 'approved' });
    const body = { reason: '发票已红冲' };
    await office.stop({ caller: person('boss', 'supervisor'), params: { claimId }, query: {}, body });
    await walker.decide(claimId);
    expect(await walker.claim(claimId)).toMatchObject({ state: 'decided', adjudicationVersion: 2 });
  });
});

describe('the rest of a claim', () => {
  it('stopped leaves the paid part standing, and is decided about as a following version again', async () => {
    const cancer = { ...claimMessage().bill, diagnoses: [{ code: 'C16.900', main: true }] };
    const claimId = await walk.file(undefined, { bill: cancer });
    await walk.decide(claimId);
    await walk.agree(claimId);
    const task = walk.taskOf(claimId, 'remainder');
    await desk.stop(claimId);
    // its rest is asked again with the whole
    await expect(
      desk.office.give(person('x', 'adjudicator'), task, { verdict: 'refuse', reason: '无' }),
    ).rejects.toMatchObject({ code: 'review-task-decided' });
    await walk.decide(claimId);
    await walk.agree(claimId, 'again');
    await walk.pay(claimId);
    const { totalFen: paid = 0, paymentId: first } = await claimIn(claimId);
    const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
    const answer = { verdict: 'answer', reason: '已见病理报告', facts } as const;
    await desk.office.give(person('x', 'adjudicator'), walk.taskOf(claimId, 'remainder'), answer);
    await walk.decide(claimId);
    await walk.agree(claimId, 'rest');
    const { totalFen: whole = 0 } = await claimIn(claimId);
    expect(whole).toBeGreaterThan(paid);
    await desk.stop(claimId);
    expect(await recordById(desk.office.tables, claimId, 2)).toMatchObject({ state: 'standing' });
    expect(books()).toEqual([paid, 0, 0, 0 - paid]);
    expect((await claimIn(claimId)).paymentId).toBe(first);
    await walk.decide(claimId);
    await walk.agree(claimId, 'third');
    await walk.pay(claimId);
    expect(books()).toEqual([whole, 0, 0, 0 - whole]);
  });
});
