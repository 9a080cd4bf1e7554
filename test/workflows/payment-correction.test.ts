/** A payment that fails, comes back or is doubtful: corrected by two people and paid again, once, in time. */
import { claimById } from '@erbao/claims/claim';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { instant } from '@erbao/kernel/dates';
import { paymentById } from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';
import { describe, expect, it } from 'vitest';
import { ALL_PAPERS } from '../support/claim-office.ts';
import { claimIn, type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import { finance, firstPaymentOf, linesSent, MAKER } from '../support/payment-office.ts';
import { claimMessage } from '../support/sample-facts.ts';

describe('a payment that fails', () => {
  it('is corrected by two persons and paid again, to the new account, within two working days', async () => {
    const desk = await openFinance();
    const claimId = await desk.approved(1);
    const first = firstPaymentOf(claimId);
    // Monday 12 October 2026
    await desk.answer(await desk.send('1'), 'F');
    expect((await claimIn(desk, claimId)).state).toBe('payment-failed');
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
    expect((await claimIn(desk, claimId)).state).toBe('approved');
    const batchId = await desk.send('2');
    expect(linesSent(desk.files, batchId)).toMatchObject([
      { paymentId: second, accountNumber: NEW_ACCOUNT.number },
    ]);
    await desk.answer(batchId, 'S');
    expect((await claimIn(desk, claimId)).state).toBe('paid');
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
    expect((await claimIn(desk, claimId)).state).toBe('payment-failed');
    await desk.correct(first, NEW_ACCOUNT);
    await desk.answer(await desk.send('2'), 'S');
    expect((await claimIn(desk, claimId)).state).toBe('paid');
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
    expect((await claimIn(desk, strange)).state).toBe('approved');
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
