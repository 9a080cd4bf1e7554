/** Parts that wait while others are paid, stays across years, death, and money that must come back. */
import { claimMessageSchema } from '@erbao/api-contracts/claim-message';
import { promiseReport } from '@erbao/case-file/promise-report';
import { restClaimIdOf } from '@erbao/adjudication/split-stay';
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { paymentTable } from '@erbao/payout/payment-table';
import { openAccount } from '@erbao/payout/payee';
import { paymentById } from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';
import { instant } from '@erbao/kernel/dates';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { openFinance } from '../support/finance-desk.ts';
import { firstPaymentOf } from '../support/payment-office.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
const FIRST = person('first', 'adjudicator');
const BOSS = person('boss', 'supervisor');
const bill = claimMessage().bill;
const cancer = { ...bill, diagnoses: [{ code: 'C16.900', main: true }] };
const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };

beforeEach(async () => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
});

const balance = (account: string): number => balanceIn(office.tables, account);
const books = () => ['benefit-expense', 'reserved', 'payable', 'bank'].map(balance);
const used = async () => (await findAccumulators(office.tables, office.memberId, 'nansha-2018')).used;
const paidWith = async (more: Parameters<typeof claimMessage>[0]): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, more);
  await walk.decide(claimId);
  await walk.agree(claimId);
  await walk.pay(claimId);
  return claimId;
};
const at = (claimId: string) => ({ caller: BOSS, params: { claimId }, query: {} });

describe('a disputed part', () => {
  it('waits while the rest is paid; answered, only the difference is paid', async () => {
    const claimId = await paidWith({ bill: cancer });
    // inpatient 8000 − 400 − 4000 = 3600.00; the cancer part waits
    expect(await walk.claim(claimId)).toMatchObject({ state: 'paid', totalFen: 360_000 });
    const before = await used();
    await office.give(FIRST, walk.taskOf(claimId, 'remainder'), {
      verdict: 'answer',
      reason: '已见病理报告',
      facts,
    });
    await office.carry();
    expect([...office.workflows.started.keys()]).toContain(`claim-review:${claimId}_v2`);
    await walk.decide(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'decided', totalFen: 600_000, paidVersion: 1 });
    await walk.agree(claimId, 'again');
    await walk.pay(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'paid', adjudicationVersion: 2 });
    const sums = office.tables.all(paymentTable).map((payment) => payment['amountFen']);
    expect(sums).toEqual([360_000, 240_000]);
    expect(books()).toEqual([600_000, 0, 0, -600_000]);
    expect(Object.values(before).every((sum) => sum <= 600_000)).toBe(true);
    expect(await recordById(office.tables, claimId, 1)).toMatchObject({ state: 'reversed' });
    expect(await recordById(office.tables, claimId, 2)).toMatchObject({ state: 'standing' });
  });

  it('answered before the first part is paid is told to wait', async () => {
    const claimId = await walk.file(ALL_PAPERS, { bill: cancer });
    await walk.decide(claimId);
    await walk.agree(claimId);
    await expect(
      office.give(FIRST, walk.taskOf(claimId, 'remainder'), { verdict: 'answer', reason: '已见', facts }),
    ).rejects.toMatchObject({ code: 'first-part-not-paid' });
  });

  it('refused, by a named person, leaves what was paid', async () => {
    const claimId = await paidWith({ bill: cancer });
    const task = walk.taskOf(claimId, 'remainder');
    await expect(office.give(FIRST, task, { verdict: 'agree', reason: '同意' })).rejects.toMatchObject({
      code: 'question-open',
    });
    await office.give(FIRST, task, { verdict: 'refuse', reason: '无病理报告' });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'paid', totalFen: 360_000 });
    expect(walk.openTasks(claimId)).toEqual([]);
  });

  it('refused after it was decided again: the paid version stands as before', async () => {
    const claimId = await paidWith({ bill: cancer });
    const before = await used();
    await office.give(FIRST, walk.taskOf(claimId, 'remainder'), { verdict: 'answer', reason: '已见', facts });
    await walk.decide(claimId);
    await office.give(FIRST, walk.taskOf(claimId), { verdict: 'refuse', reason: '报告存疑' });
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'paid',
      adjudicationVersion: 1,
      totalFen: 360_000,
    });
    expect(await recordById(office.tables, claimId, 1)).toMatchObject({ state: 'standing' });
    expect(books()).toEqual([360_000, 0, 0, -360_000]);
    const after = await used();
    expect(Object.entries(after).filter(([, sum]) => sum !== 0)).toEqual(Object.entries(before));
  });
});

describe('a stay across years', () => {
  const across = { ...bill, admittedOn: '2025-12-20', dischargedOn: '2026-01-09' };
  const first = {
    ...across,
    dischargedOn: '2025-12-31',
    amounts: { total: '5000.00', eligible: '4500.00', deductible: '400.00', basic: '2000.00' },
  };
  const filedAcross = async (): Promise<string> => {
    office.setNow(instant('2026-01-12T02:00:00.000Z'));
    const claimId = await walk.file(ALL_PAPERS, { bill: across });
    await walk.decide(claimId);
    return claimId;
  };
  const answer = (splitBill: typeof first) =>
    ({ verdict: 'answer', reason: '按费用清单拆分', facts: { splitBill } }) as const;

  it('is cut at the year end: two claims, to the fen', async () => {
    const claimId = await filedAcross();
    expect(await walk.claim(claimId)).toMatchObject({ outcome: 'referred' });
    await office.give(FIRST, walk.taskOf(claimId), answer(first));
    await office.carry();
    const restId = restClaimIdOf(claimId);
    expect([...office.workflows.started.keys()]).toContain(`claim-review:${restId}`);
    const rest = await walk.claim(restId);
    expect(rest.bill).toMatchObject({
      admittedOn: '2026-01-01',
      dischargedOn: '2026-01-09',
      amounts: { total: '3900.00', eligible: '3500.00', deductible: '0.00', basic: '2000.00' },
    });
    expect(rest.account && (await openAccount(office.cipher, restId, rest.account))).toMatchObject({
      number: claimMessage().account.number,
    });
    await walk.decide(claimId);
    await walk.decide(restId);
    const sums = [await walk.claim(claimId), rest].map(({ claimId: id }) => id);
    const totals = await Promise.all(sums.map(async (id) => (await walk.claim(id)).outcome));
    expect(totals).toEqual(['granted', 'granted']);
    expect(claimMessageSchema.shape.bill.safeParse(rest.bill).success).toBe(true);
  });

  it.each([
    ['split-exceeds-bill', { ...first, amounts: { ...first.amounts, basic: '4000.01' } }],
    ['split-not-at-year-end', { ...first, dischargedOn: '2025-12-30' }],
  ])('is refused as %s', async (code, wrong) => {
    const claimId = await filedAcross();
    await expect(office.give(FIRST, walk.taskOf(claimId), answer(wrong))).rejects.toMatchObject({ code });
  });
});

describe('the death of the member', () => {
  it('before the payment went out holds it for persons', async () => {
    const claimId = await walk.file();
    await walk.decide(claimId);
    await walk.agree(claimId);
    await office.death({ ...at(claimId), body: { on: '2026-10-11' } });
    expect(office.tables.all(paymentTable)).toMatchObject([
      { state: 'held', holdReasons: ['member-deceased'] },
    ]);
    await expect(office.death({ ...at(claimId), body: { on: '2026-10-11' } })).rejects.toMatchObject({
      code: 'death-known',
    });
  });

  it('takes it out of a batch that nobody has released; what the bank has is settled by its answer', async () => {
    const finance = await openFinance();
    const dead = { caller: BOSS, query: {}, body: { on: '2026-10-11' } };
    const [claimId, other] = [await finance.approved(1), await finance.approved(2)];
    const { batchId } = await finance.steps.close(finance.stores, '1');
    await finance.office.death({ ...dead, params: { claimId } });
    expect(await paymentById(finance.office.tables, firstPaymentOf(claimId))).toMatchObject({
      state: 'held',
      holdReasons: ['member-deceased'],
    });
    expect(await batchById(finance.office.tables, batchId)).toMatchObject({ count: 1 });
    await finance.send('1');
    await finance.office.death({ ...dead, params: { claimId: other } });
    expect((await paymentById(finance.office.tables, firstPaymentOf(other))).state).toBe('in-payment');
  });

  it('before the decision keeps the machine from approving, and the payment is held from its start', async () => {
    const small = { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' };
    const claimId = await walk.file(ALL_PAPERS, { bill: { ...bill, amounts: small } });
    await office.death({ ...at(claimId), body: { on: '2026-10-11' } });
    await walk.decide(claimId);
    await walk.agree(claimId);
    expect(office.tables.all(paymentTable)).toMatchObject([{ state: 'held' }]);
  });
});

describe('a paid claim that was wrong', () => {
  it('is taken back, and the fund is owed the money until it is there', async () => {
    const claimId = await paidWith({});
    const totalFen = Number((await walk.claim(claimId)).totalFen);
    await office.recover({ ...at(claimId), body: { reason: '重复报销' } });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'recovering' });
    expect([...books(), balance('recoverable')]).toEqual([0, 0, 0, -totalFen, totalFen]);
    expect(Object.values(await used()).every((sum) => sum === 0)).toBe(true);
    await expect(office.recover({ ...at(claimId), body: { reason: '再次' } })).rejects.toMatchObject({
      code: 'claim-not-paid',
    });
    await office.receive({ ...at(claimId), body: {} });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'recovered' });
    expect([...books(), balance('recoverable')]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the report on promises', () => {
  it('counts by office and month, with the time used', async () => {
    await paidWith({});
    await walk.file(['invoice'], { filingId: 'test-filing-0002', office: 'huangge' });
    const rows = await promiseReport(office.tables, '2026-10');
    expect(
      rows.map(({ office: where, deadlineId, count, kept, running }) => [
        where,
        deadlineId,
        count,
        kept,
        running,
      ]),
    ).toEqual([
      ['centre', 'claim-30d', 1, 1, 0],
      ['centre', 'claim-5wd', 1, 1, 0],
      ['centre', 'tell-missing-1wd', 1, 1, 0],
      ['huangge', 'tell-missing-1wd', 1, 0, 1],
    ]);
    expect(rows[1]?.medianMinutes).toBeTypeOf('number');
    expect(await promiseReport(office.tables, '2026-11')).toEqual([]);
  });
});
