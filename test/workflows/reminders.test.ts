/** 待办提醒: what a role was told of stands on its list until it is done, and nobody watches the clock for it. */
import type { Role } from '@erbao/api-contracts/roles';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { beforeEach, describe, expect, it } from 'vitest';
import { listReminders } from '../../functions/console-api/reminders.ts';
import { person } from '../support/claim-walk.ts';
import { type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import { firstPaymentOf } from '../support/payment-office.ts';

let desk: Finance;
beforeEach(async () => {
  desk = await openFinance();
});
const DESKS = ['finance', 'finance-approver', 'supervisor', 'joint-office', 'adjudicator'] as const;
const listFor = async (role: (typeof DESKS)[number], ...roles: Role[]) =>
  (
    await listReminders(desk.office)({
      caller: person('somebody', role, ...roles),
      params: {},
      query: { role },
      body: {},
    })
  ).reminders;
const onDesks = async (): Promise<Record<string, string[]>> => {
  const lists = await Promise.all(
    DESKS.map(async (role) => [role, (await listFor(role)).map(({ deadlineId }) => deadlineId)] as const),
  );
  return Object.fromEntries(lists.filter(([, ids]) => ids.length > 0));
};
const watch = async (claimId: string, deadlineId: string, mark: string) =>
  desk.office.watch({ subjectId: claimId, deadlineId, mark, revision: 1 });

describe('a payment that the bank contradicts itself about', () => {
  const contradicted = async (next: 'payable' | 'sent') => {
    const claimId = await desk.approved(1);
    const batchId = await desk.send('1');
    await desk.answer(batchId, 'F');
    expect(await onDesks()).toEqual({ finance: ['repay-2wd-1'] });
    await desk.correct(firstPaymentOf(claimId), NEW_ACCOUNT);
    const second = next === 'sent' ? await desk.send('2') : '';
    await desk.answer(batchId, 'S');
    return { claimId, first: firstPaymentOf(claimId), second };
  };

  it('is put before finance at once, then before who confirms the answer, and goes when it is ruled', async () => {
    const { claimId, first } = await contradicted('payable');
    const list = await listFor('finance');
    expect(list).toContainEqual(
      expect.objectContaining({ subjectId: claimId, deadlineId: 'dispute-2wd-1-1', state: 'running' }),
    );
    expect(list.map(({ text }) => text).join()).toContain('向银行书面查实');
    const { enteredId } = await desk.steps.enter(desk.stores, first, 'paid');
    expect(await onDesks()).toEqual({ finance: ['repay-2wd-1'], 'finance-approver': ['dispute-2wd-1-1'] });
    await desk.steps.refuse(desk.stores, first, enteredId);
    expect((await onDesks())['finance']).toContain('dispute-2wd-1-1');
    await desk.rule(first, 'paid');
    expect(await onDesks()).toEqual({});
    expect(await deadlinesOf(desk.office.tables, claimId)).toContainEqual(
      expect.objectContaining({ deadlineId: 'dispute-2wd-1-1', state: 'met', usedMinutes: 0 }),
    );
  });

  it('and whose next attempt is at the bank asks for it to be stopped, until the bank has answered', async () => {
    const { first, second } = await contradicted('sent');
    expect((await onDesks())['finance']?.toSorted()).toEqual([
      'dispute-2wd-1-1',
      'recall-1wd-2-of-1-1',
      'repay-2wd-1',
    ]);
    await desk.rule(first, 'paid');
    expect(await onDesks()).toEqual({ finance: ['recall-1wd-2-of-1-1'] });
    await desk.answer(second, 'F');
    expect(await onDesks()).toEqual({});
  });

  it('found to have failed needs no stopping', async () => {
    const { first } = await contradicted('sent');
    await desk.rule(first, 'failed');
    expect(await onDesks()).toEqual({ finance: ['repay-2wd-1'] });
  });
});

describe('a payment that failed', () => {
  it('is before finance, before the second person while a correction waits, and done when it is paid', async () => {
    const claimId = await desk.approved(1);
    await desk.answer(await desk.send('1'), 'F');
    const paymentId = firstPaymentOf(claimId);
    const propose = async () =>
      (await desk.steps.propose(desk.stores, paymentId, { account: NEW_ACCOUNT, reason: '电话核对' }))
        .proposalId;
    const proposalId = await propose();
    expect(await onDesks()).toEqual({ 'finance-approver': ['repay-2wd-1'] });
    await desk.steps.reject(desk.stores, paymentId, proposalId);
    expect(await onDesks()).toEqual({ finance: ['repay-2wd-1'] });
    await desk.steps.approve(desk.stores, paymentId, await propose());
    expect(await onDesks()).toEqual({ finance: ['repay-2wd-1'] });
    await desk.answer(await desk.send('2'), 'S');
    expect(await onDesks()).toEqual({});
  });
});

describe('a promise', () => {
  it('is on nobody’s list before its first mark, then on that of who was told last, until it is kept', async () => {
    const claimId = await desk.approved(1);
    expect(await onDesks()).toEqual({});
    await watch(claimId, 'claim-5wd', 'warned-60');
    expect(await onDesks()).toEqual({ adjudicator: ['claim-5wd'] });
    await watch(claimId, 'claim-5wd', 'warned-80');
    expect(await onDesks()).toEqual({ supervisor: ['claim-5wd'] });
    await watch(claimId, 'claim-5wd', 'breached');
    expect((await listFor('joint-office')).map(({ text, state }) => [text, state])).toEqual([
      ['五个工作日审核支付：已超过时限', 'breached'],
    ]);
    await desk.answer(await desk.send('1'), 'S');
    await desk.office.carry();
    expect(await onDesks()).toEqual({});
  });

  it('is listed for a role to those who have it', async () => {
    const asked = listReminders(desk.office)({
      caller: person('somebody', 'finance'),
      params: {},
      query: { role: 'supervisor' },
      body: {},
    });
    await expect(asked).rejects.toMatchObject({ code: 'role-not-allowed' });
  });
});
