/** The paths of the diagram before a decision, and steps out of order: in memory, each with its deadlines, on its record. */
import { deadlineById, deadlinesOf } from '@erbao/deadlines/deadline';
import { localDate } from '@erbao/kernel/dates';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { isLate } from '@erbao/claims/filing-limit';
import { papersNeeded } from '@erbao/claims/papers-checklist';
import { planWithdrawal } from '@erbao/adjudication/citizen-deeds';
import { openDesk } from '@erbao/case-file/claim-desk';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import type { claimMessage } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
const joint = (who: string) => person(who, 'joint-office');
const because = { reason: '理由' };

beforeEach(async () => {
  office = await openOffice();
  walk = walkerIn(office);
});

const asCitizen = (claimId: string) => ({ caller: walk.citizen, params: { claimId }, query: {} });
const stateOf = async (claimId: string) => (await walk.claim(claimId)).state;
const balance = (account: string): number => balanceIn(office.tables, account);
const filedDecided = async (more: Parameters<typeof claimMessage>[0] = {}): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, more);
  await walk.decide(claimId);
  return claimId;
};

describe('papers that are not complete', () => {
  it('are told within a working day, and the promise to tell is kept', async () => {
    const claimId = await walk.file(['invoice']);
    await office.check(claimId);
    expect(await deadlineById(office.tables, claimId, 'tell-missing-1wd')).toMatchObject({
      state: 'met',
      dueAt: '2026-10-13T16:00:00.000Z',
    });
  });

  it('withdrawn: every promise is dropped and the workflow goes home', async () => {
    const claimId = await walk.file(['invoice']);
    const { next } = await office.check(claimId);
    expect(next).toBe('incomplete');
    expect(await office.withdraw({ ...asCitizen(claimId), body: because })).toMatchObject({
      state: 'withdrawn',
    });
    expect(await office.check(claimId)).toEqual({ claimId, next: 'finished' });
    await expect(office.withdraw({ ...asCitizen(claimId), body: because })).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'claim-not-withdrawable',
    });
  });

  it('insisted on and declined: told, papers back within 5 working days, by the clerk', async () => {
    const claimId = await walk.file(['invoice']);
    await office.check(claimId);
    await office.insist({ ...asCitizen(claimId), body: because });
    expect(await stateOf(claimId)).toBe('insisted');
    const task = walk.taskOf(claimId, 'insisted');
    await expect(
      office.determine(joint('a'), task, { outcome: 'uphold', reason: '不予受理' }),
    ).rejects.toMatchObject({ code: 'determination-not-asked' });
    await office.determine(joint('a'), task, { outcome: 'decline', reason: '无发票原件' });
    expect(await stateOf(claimId)).toBe('returning');
    expect(await deadlineById(office.tables, claimId, 'insisted-15wd')).toMatchObject({ state: 'met' });
    // Monday 12 October 2026 and five working days
    expect(await deadlineById(office.tables, claimId, 'return-papers-5wd')).toMatchObject({
      state: 'running',
      dueAt: '2026-10-19T16:00:00.000Z',
    });
    expect(await office.check(claimId)).toEqual({ claimId, next: 'finished' });
    const clerk = {
      caller: person('clerk', 'site-clerk'),
      params: { claimId },
      query: {},
      body: { method: 'handed-over' as const },
    };
    expect(await office.handBack(clerk)).toMatchObject({ state: 'returned' });
    await expect(office.handBack(clerk)).rejects.toMatchObject({ code: 'papers-not-returnable' });
    expect(await deadlineById(office.tables, claimId, 'return-papers-5wd')).toMatchObject({ state: 'met' });
  });

  it('insisted on and accepted: the promises start with the determination', async () => {
    const claimId = await walk.file(['invoice']);
    await office.check(claimId);
    await office.insist({ ...asCitizen(claimId), body: because });
    await office.determine(joint('a'), walk.taskOf(claimId, 'insisted'), {
      outcome: 'accept',
      reason: '可受理',
    });
    expect(await office.check(claimId)).toEqual({ claimId, next: 'complete' });
    const running = (await deadlinesOf(office.tables, claimId)).filter(({ state }) => state === 'running');
    expect(running.map(({ deadlineId }) => deadlineId)).toEqual(['claim-30d', 'claim-5wd']);
    await walk.decide(claimId);
    expect(await stateOf(claimId)).toBe('decided');
  });
});

describe('kinds and persons', () => {
  const on = localDate('2026-10-12');
  it('have their own papers', () => {
    const papers = (kind: 'single' | 'supplementary' | 'cancer' | 'chronic', minor = false) =>
      papersNeeded({ kind, minor, on });
    expect(papers('single')).toEqual(ALL_PAPERS);
    expect(papers('supplementary')).toContain('stamped-copy');
    expect(papers('supplementary')).not.toContain('invoice');
    expect(papers('cancer')).toEqual([
      ...ALL_PAPERS,
      'specialist-diagnosis',
      'diagnosis-evidence',
      'admission-record',
    ]);
    expect(papers('chronic')).toContain('chronic-certificate');
    expect(papers('single', true).slice(-2)).toEqual(['household-register', 'birth-certificate']);
  });

  it('a supplementary claim says what the other payer gave; a guardian acts for minors only', async () => {
    await expect(walk.file(ALL_PAPERS, { claimKind: 'supplementary' })).rejects.toMatchObject({
      code: 'other-payer-sum-missing',
    });
    await expect(walk.file(ALL_PAPERS, { byGuardian: true })).rejects.toMatchObject({
      code: 'guardian-for-adult',
    });
  });

  it('30 days after discharge are in time, 31 are late', () => {
    expect(isLate(localDate('2026-09-12'), on)).toBe(false);
    expect(isLate(localDate('2026-09-11'), on)).toBe(true);
  });
});

describe('wrong steps', () => {
  it('out of order, and on the claim of somebody else, change nothing', async () => {
    const claimId = await filedDecided();
    const before = office.tables.all(outboxTable).length;
    await expect(office.object({ ...asCitizen(claimId), body: because })).rejects.toMatchObject({
      code: 'objection-not-open',
    });
    await expect(office.insist({ ...asCitizen(claimId), body: because })).rejects.toMatchObject({
      code: 'claim-not-incomplete',
    });
    const stranger = { ...asCitizen(claimId), caller: { ...walk.citizen, memberId: 'member-x' } };
    await expect(office.withdraw({ ...stranger, body: because })).rejects.toMatchObject({
      kind: 'NotFound',
      code: 'claim-unknown',
    });
    expect(office.tables.all(outboxTable)).toHaveLength(before);
  });

  it('two withdrawals at once: one wins, the other is told', async () => {
    const claimId = await filedDecided();
    const withdraw = () => office.withdraw({ ...asCitizen(claimId), body: because });
    const outcomes = await Promise.allSettled([withdraw(), withdraw()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([balance('benefit-expense'), balance('reserved')]).toEqual([0, 0]);
    expect(walk.openTasks(claimId)).toEqual([]);
    await walk.openTask(claimId);
    const dropped = (await deadlinesOf(office.tables, claimId)).map(({ state }) => state);
    expect(dropped).toEqual(['dropped', 'dropped', 'met']);
  });

  it('nothing is withdrawn once it is approved', async () => {
    const claimId = await filedDecided();
    await walk.agree(claimId);
    const desk = await openDesk(office.tables, await walk.claim(claimId), office.clock());
    expect(() => planWithdrawal(desk, { by: 'x', reason: 'x' })).toThrow('claim-not-withdrawable');
  });
});
