/** A claim that waits for its citizen: reminded, then decided by a person, never by the machine; answered late counts. */
import { timelineOf } from '@erbao/audit/audit-event';
import { claimView } from '@erbao/case-file/claim-view';
import { promiseReport } from '@erbao/case-file/promise-report';
import { CITIZEN_LIMITS, citizenLimit } from '@erbao/deadlines/citizen-limits';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { localDate } from '@erbao/kernel/dates';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
const FIRST = person('first', 'adjudicator');
const BOSS = person('boss', 'supervisor');

beforeEach(async () => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
});

const asked = async (more: Parameters<typeof claimMessage>[0] = {}): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, more);
  await walk.decide(claimId);
  await office.give(FIRST, walk.taskOf(claimId), { verdict: 'ask', reason: '请说明转院经过' });
  return claimId;
};
const incomplete = async (): Promise<string> => {
  const claimId = await walk.file(['invoice']);
  await office.check(claimId);
  return claimId;
};
/** All marks of the n-th limit, as the watch raises them. */
const pass = async (claimId: string, nth = 1, marks = ['warned-60', 'warned-80', 'breached']) => {
  for (const mark of marks)
    await office.watch({ subjectId: claimId, deadlineId: `citizen-limit-${String(nth)}`, mark, revision: 1 });
  await office.carry();
};
const silence = (claimId: string, outcome: 'wait' | 'return' | 'close', caller = BOSS) =>
  office.silence({
    caller,
    params: { taskId: walk.taskOf(claimId, 'silence') },
    query: {},
    body: { outcome, reason: '多次联系未果' },
  });
const told = (kind: string) =>
  office.tables.all(outboxTable).filter(({ happening }) => JSON.stringify(happening).includes(`"${kind}"`));
const statesOf = async (claimId: string) =>
  Object.fromEntries(
    (await deadlinesOf(office.tables, claimId)).map(({ deadlineId, state }) => [deadlineId, state]),
  );
const balance = (account: string): number => balanceIn(office.tables, account);

describe('a limit for the citizen', () => {
  it('is data, dated, and says that it is not confirmed', () => {
    const on = localDate('2026-10-12');
    expect(CITIZEN_LIMITS.every(({ confirmed }) => !confirmed)).toBe(true);
    const table = [
      {
        from: on,
        source: '粤南医〔2026〕1号',
        confirmed: true,
        days: { supplement: 3, reply: 2 },
        decisionDays: 1,
      },
    ];
    expect(citizenLimit('reply', 4, on, table)).toMatchObject({
      deadlineId: 'citizen-limit-4',
      workingDays: 2,
      clause: '粤南医〔2026〕1号',
    });
  });

  it('reminds twice, then puts the claim before a supervisor; the machine closes nothing', async () => {
    const claimId = await asked();
    const view = await claimView(office.tables, office.schemes, await walk.claim(claimId));
    // ten working days from Monday 12 October 2026
    expect(view.awaitedUntil).toBe('2026-10-26T16:00:00.000Z');
    await pass(claimId);
    await pass(claimId);
    expect(told('citizen-reminded')).toHaveLength(2);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'asked' });
    expect(walk.openTasks(claimId)).toMatchObject([{ kind: 'silence', role: 'supervisor' }]);
    expect(await statesOf(claimId)).toMatchObject({
      'claim-5wd': 'paused',
      'citizen-limit-1': 'breached',
      'silence-1': 'running',
    });
    await expect(silence(claimId, 'close', FIRST)).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it('answered late, the answer counts and nobody need decide', async () => {
    const claimId = await asked();
    await pass(claimId);
    await office.reply({ caller: walk.citizen, params: { claimId }, query: {}, body: { text: '刚出院' } });
    expect(walk.openTasks(claimId)).toEqual([]);
    expect(await statesOf(claimId)).toMatchObject({ 'claim-5wd': 'running', 'silence-1': 'dropped' });
    await walk.decide(claimId);
    expect((await walk.claim(claimId)).state).toBe('decided');
  });

  it('answered in time, its marks go nowhere', async () => {
    const claimId = await incomplete();
    const { paperId } = await office.handIn('diagnosis');
    await office.supplement({
      caller: walk.citizen,
      params: { claimId },
      query: {},
      body: { papers: [{ kind: 'diagnosis', paperId }] },
    });
    expect(await statesOf(claimId)).toMatchObject({ 'citizen-limit-1': 'met' });
    await office.check(claimId);
    await pass(claimId);
    expect(told('citizen-reminded')).toHaveLength(0);
    await pass(claimId, 2);
    expect(walk.openTasks(claimId)).toMatchObject([{ kind: 'silence' }]);
    // the office keeps no promise by a citizen's silence, and breaks none
    const report = await promiseReport(office.tables, '2026-10');
    expect(report.map(({ deadlineId }) => deadlineId)).toEqual(['silence', 'tell-missing-1wd']);
  });

  it('a supervisor waits on: a limit of its own, and reminders again', async () => {
    const claimId = await incomplete();
    await pass(claimId);
    await silence(claimId, 'wait');
    expect(await walk.claim(claimId)).toMatchObject({ state: 'incomplete', citizenLimit: 2 });
    await office.carry();
    expect([...office.workflows.started.keys()]).toContain(`deadline-watch:${claimId}_citizen-limit-2`);
    await pass(claimId, 2);
    await silence(claimId, 'close');
    expect(await walk.claim(claimId)).toMatchObject({ state: 'closed', closure: { by: 'boss' } });
  });

  it('gives the papers back within five working days, with who and how', async () => {
    const claimId = await incomplete();
    await pass(claimId);
    await silence(claimId, 'return');
    expect(await walk.claim(claimId)).toMatchObject({ state: 'returning' });
    expect(await office.check(claimId)).toEqual({ claimId, next: 'finished' });
    expect(await statesOf(claimId)).toMatchObject({ 'return-papers-5wd': 'running', 'silence-1': 'met' });
    await office.handBack({
      caller: person('clerk', 'site-clerk'),
      params: { claimId },
      query: {},
      body: { method: 'posted', mailNumber: 'SF1234567890' },
    });
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'returned',
      handedBack: { by: 'clerk', method: 'posted', mailNumber: 'SF1234567890' },
    });
    expect(await statesOf(claimId)).toMatchObject({ 'return-papers-5wd': 'met' });
  });

  it('closes an unanswered question without prejudice: clocks dropped, books even, workflow home', async () => {
    const claimId = await asked();
    await walk.openTask(claimId);
    await pass(claimId);
    await silence(claimId, 'close');
    expect([balance('benefit-expense'), balance('reserved')]).toEqual([0, 0]);
    expect(await statesOf(claimId)).toMatchObject({ 'claim-5wd': 'dropped', 'claim-30d': 'dropped' });
    await office.carry();
    expect([...office.workflows.answered.values()]).toMatchObject([{ next: 'finished' }]);
    expect(told('claim-refused')).toEqual([]);
    expect(told('claim-closed')).toHaveLength(1);
    const deeds = (await timelineOf(office.tables, claimId)).map(({ action, who }) => [action, who]);
    expect(deeds).toContainEqual(['silence-close', 'boss']);
    const view = await claimView(office.tables, office.schemes, await walk.claim(claimId));
    for (const { text } of view.timeline) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('two decide at once: one wins', async () => {
    const claimId = await asked();
    await pass(claimId);
    const outcomes = await Promise.allSettled([
      silence(claimId, 'close'),
      silence(claimId, 'wait', person('other', 'supervisor')),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('about a rest whose first part is paid: what was paid stands', async () => {
    const cancer = { ...claimMessage().bill, diagnoses: [{ code: 'C16.900', main: true }] };
    const claimId = await walk.file(ALL_PAPERS, { bill: cancer });
    await walk.decide(claimId);
    await walk.agree(claimId);
    await walk.pay(claimId);
    const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
    await office.give(FIRST, walk.taskOf(claimId, 'remainder'), { verdict: 'answer', reason: '已见', facts });
    await walk.decide(claimId);
    await office.give(FIRST, walk.taskOf(claimId), { verdict: 'ask', reason: '请补病理切片' });
    await pass(claimId);
    await expect(silence(claimId, 'return')).rejects.toMatchObject({ code: 'part-is-paid' });
    await silence(claimId, 'close');
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'paid',
      adjudicationVersion: 1,
      lastVersion: 2,
      totalFen: 360_000,
    });
    expect([balance('benefit-expense'), balance('reserved'), balance('bank')]).toEqual([
      360_000, 0, -360_000,
    ]);
  });
});
