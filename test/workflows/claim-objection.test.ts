/** Objections to a sum: the money goes on, the joint office has the last word, only the difference is ever paid. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { timelineOf } from '@erbao/audit/audit-event';
import { claimView } from '@erbao/case-file/claim-view';
import { deadlineById } from '@erbao/deadlines/deadline';
import { instant } from '@erbao/kernel/dates';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { paymentTable } from '@erbao/payout/payment-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
const joint = (who: string) => person(who, 'joint-office');
const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
const bill = claimMessage().bill;
const cancer = { ...bill, diagnoses: [{ code: 'C16.900', main: true }] };

beforeEach(async () => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
});

const balance = (account: string): number => balanceIn(office.tables, account);
const books = () => ['benefit-expense', 'reserved', 'payable', 'bank', 'recoverable'].map(balance);
const sums = () => office.tables.all(paymentTable).map((payment) => payment['amountFen']);
const object = (claimId: string) =>
  office.object({
    caller: walk.citizen,
    params: { claimId },
    query: {},
    body: { reason: '病理报告已附，癌症部分未计' },
  });
const determine = (claimId: string, outcome: 'uphold' | 'overturn', more: object = {}) =>
  office.determine(joint('a'), walk.taskOf(claimId, 'objection'), { outcome, reason: '已核对', ...more });
const approved = async (more: Parameters<typeof claimMessage>[0] = { bill: cancer }): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, more);
  await walk.decide(claimId);
  await walk.agree(claimId);
  return claimId;
};
const paid = async (more?: Parameters<typeof claimMessage>[0]): Promise<string> => {
  const claimId = await approved(more);
  await walk.pay(claimId);
  return claimId;
};
const texts = async (claimId: string) =>
  (await claimView(office.tables, office.schemes, await walk.claim(claimId))).timeline.map(
    ({ text }) => text,
  );

describe('an objection to a sum', () => {
  it('of a paid claim, found right: decided again by others, and only the difference is paid', async () => {
    const claimId = await paid();
    await object(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'paid', totalFen: 360_000 });
    await expect(
      office.determine(person('level-0', 'joint-office'), walk.taskOf(claimId, 'objection'), {
        outcome: 'overturn',
        reason: '同意',
      }),
    ).rejects.toMatchObject({ code: 'took-part-before' });
    await determine(claimId, 'overturn', { facts });
    // the disputed rest is part of what is decided again
    expect(walk.openTasks(claimId)).toEqual([]);
    await office.carry();
    expect([...office.workflows.started.keys()]).toContain(`claim-review:${claimId}_v2`);
    await walk.decide(claimId);
    expect(walk.openTasks(claimId)).toMatchObject([{ role: 'joint-office', levels: 1 }]);
    await expect(
      office.give(joint('a'), walk.taskOf(claimId), { verdict: 'agree', reason: '同意' }),
    ).rejects.toMatchObject({ code: 'took-part-before' });
    await office.give(joint('b'), walk.taskOf(claimId), { verdict: 'agree', reason: '同意' });
    await walk.pay(claimId);
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'paid',
      adjudicationVersion: 2,
      totalFen: 600_000,
    });
    expect(sums()).toEqual([360_000, 240_000]);
    expect(books()).toEqual([600_000, 0, 0, -600_000, 0]);
    expect(await deadlineById(office.tables, claimId, 'claim-5wd-2')).toMatchObject({ state: 'met' });
    await expect(object(claimId)).rejects.toMatchObject({ kind: 'Conflict', code: 'objection-not-open' });
  });

  it('does not hold the money up; overturned before it is booked, the claim is decided again afterwards', async () => {
    const claimId = await approved();
    await object(claimId);
    await determine(claimId, 'overturn', { facts });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'approved' });
    await office.carry();
    await walk.pay(claimId);
    await office.carry();
    expect(await walk.claim(claimId)).toMatchObject({ state: 'accepted', paidVersion: 1 });
    expect(await deadlineById(office.tables, claimId, 'claim-5wd')).toMatchObject({ state: 'met' });
    await walk.decide(claimId);
    await office.give(joint('b'), walk.taskOf(claimId), { verdict: 'agree', reason: '同意' });
    await walk.pay(claimId);
    expect(sums()).toEqual([360_000, 240_000]);
    expect(books()).toEqual([600_000, 0, 0, -600_000, 0]);
  });

  it('dismissed with reasons is final and changes no sum', async () => {
    const claimId = await paid();
    await object(claimId);
    await determine(claimId, 'uphold');
    const claim = await walk.claim(claimId);
    expect(claim).toMatchObject({ state: 'paid', totalFen: 360_000, adjudicationVersion: 1 });
    const view = await claimView(office.tables, office.schemes, claim);
    expect(view.petitions).toMatchObject([{ kind: 'objection', outcome: 'uphold', answer: '已核对' }]);
    expect(view.objectUntil).toBeUndefined();
    await expect(object(claimId)).rejects.toMatchObject({ code: 'objection-not-open' });
    expect(books()).toEqual([360_000, 0, 0, -360_000, 0]);
    const deeds = (await timelineOf(office.tables, claimId)).map(({ action }) => action);
    expect(deeds).toContain('determined-uphold');
    for (const text of await texts(claimId)) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('on the fifteenth working day is in time, on the sixteenth too late', async () => {
    const inTime = await approved();
    expect((await walk.claim(inTime)).objectUntil).toBe('2026-11-02T16:00:00.000Z');
    office.setNow(instant('2026-11-02T15:58:00.000Z'));
    await object(inTime);
    office = await openOffice(ORDINARY);
    walk = walkerIn(office);
    const late = await approved();
    office.setNow(instant('2026-11-02T16:00:00.000Z'));
    await expect(object(late)).rejects.toMatchObject({ kind: 'Conflict', code: 'objection-too-late' });
    expect((await walk.claim(late)).objection).toBeUndefined();
  });

  it('to what the engine approved by itself goes to people, too', async () => {
    const amounts = { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' };
    const claimId = await walk.file(ALL_PAPERS, { bill: { ...bill, amounts } });
    await office.check(claimId);
    expect(await office.decide(claimId)).toMatchObject({ next: 'approved' });
    await object(claimId);
    expect(walk.openTasks(claimId).filter(({ kind }) => kind === 'objection')).toMatchObject([
      { role: 'joint-office' },
    ]);
  });

  it('is not open while the claim is under review', async () => {
    const claimId = await walk.file();
    await walk.decide(claimId);
    await expect(object(claimId)).rejects.toMatchObject({ code: 'objection-not-open' });
  });

  it('two at once: one is taken', async () => {
    const claimId = await paid();
    const outcomes = await Promise.allSettled([object(claimId), object(claimId)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('decided again', () => {
  const lower = { facilityLevel: 3 as const, diagnosisCode: 'J18.900' };
  /** Paid with the cancer part, then found to be no cancer: less than was paid. */
  const tooMuch = async (): Promise<string> => {
    const claimId = await paid({
      bill: { ...bill, diagnoses: [{ code: 'C16.900', main: true, ...facts }] },
    });
    await object(claimId);
    await determine(claimId, 'overturn', { facts: lower });
    await office.carry();
    await walk.decide(claimId);
    return claimId;
  };

  it('for less: the machine asks nothing back, a person does', async () => {
    const claimId = await tooMuch();
    const before = await walk.claim(claimId);
    expect(before).toMatchObject({ state: 'decided', paidVersion: 1 });
    const level = walk.taskOf(claimId);
    await expect(office.give(joint('b'), level, { verdict: 'agree', reason: '同意' })).rejects.toMatchObject({
      code: 'lower-than-paid',
    });
    expect(await office.give(joint('b'), level, { verdict: 'recover', reason: '非癌症' })).toMatchObject({
      next: 'finished',
    });
    const [first] = sums();
    const owed = Number(first) - Number(before.totalFen);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'recovering', recovery: { amountFen: owed } });
    expect(books()).toEqual([before.totalFen, 0, 0, -Number(first), owed]);
    const boss = { caller: person('boss', 'finance'), params: { claimId }, query: {}, body: {} };
    await office.receive(boss);
    expect(books()).toEqual([before.totalFen, 0, 0, -Number(before.totalFen), 0]);
    expect(await recordById(office.tables, claimId, 2)).toMatchObject({ state: 'standing' });
  });

  it('for less, and left: the paid version stands with its ceilings', async () => {
    const claimId = await tooMuch();
    await office.give(joint('b'), walk.taskOf(claimId), { verdict: 'refuse', reason: '维持已付金额' });
    await office.carry();
    const [first] = sums();
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'paid',
      adjudicationVersion: 1,
      totalFen: first,
    });
    expect(books()).toEqual([first, 0, 0, -Number(first), 0]);
    const told = office.tables.all(outboxTable).map(({ happening }) => JSON.stringify(happening));
    expect(told.filter((text) => text.includes('objection-upheld'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('claim-refused'))).toHaveLength(0);
  });

  it('after an earlier version was taken back: a version of its own, and the books agree', async () => {
    const claimId = await paid();
    const first = person('first', 'adjudicator');
    await office.give(first, walk.taskOf(claimId, 'remainder'), { verdict: 'answer', reason: '已见', facts });
    await walk.decide(claimId);
    await office.give(first, walk.taskOf(claimId), { verdict: 'refuse', reason: '报告存疑' });
    expect(await walk.claim(claimId)).toMatchObject({ adjudicationVersion: 1, lastVersion: 2 });
    await object(claimId);
    await expect(
      office.determine(person('first', 'joint-office'), walk.taskOf(claimId, 'objection'), {
        outcome: 'overturn',
        reason: '同意',
      }),
    ).rejects.toMatchObject({ code: 'took-part-before' });
    await determine(claimId, 'overturn');
    await office.carry();
    await walk.decide(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ adjudicationVersion: 3, totalFen: 600_000 });
    await office.give(joint('b'), walk.taskOf(claimId), { verdict: 'agree', reason: '同意' });
    await walk.pay(claimId);
    expect(sums()).toEqual([360_000, 240_000]);
    expect(books()).toEqual([600_000, 0, 0, -600_000, 0]);
    const used = await findAccumulators(office.tables, office.memberId, 'nansha-2018');
    expect(Object.values(used.used).every((sum) => sum <= 600_000)).toBe(true);
  });

  it('a rest that was refused says so to the citizen, who may object to it', async () => {
    const claimId = await paid();
    office.setNow(instant('2026-10-30T02:00:00.000Z'));
    await office.give(person('first', 'adjudicator'), walk.taskOf(claimId, 'remainder'), {
      verdict: 'refuse',
      reason: '无病理报告',
    });
    const view = await claimView(office.tables, office.schemes, await walk.claim(claimId));
    expect(view).toMatchObject({ state: 'paid', refusal: { text: '无病理报告' } });
    // fifteen working days from Friday 30 October
    expect(view.objectUntil).toBe('2026-11-20T16:00:00.000Z');
    await object(claimId);
  });
});
