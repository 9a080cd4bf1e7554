/** How a claim is decided: by the machine, which may pay and never refuse, by people at their desk, after a question, after an objection. */
import { timelineOf } from '@erbao/audit/audit-event';
import { deadlineById, deadlinesOf } from '@erbao/deadlines/deadline';
import { instant } from '@erbao/kernel/dates';
import { paymentTable } from '@erbao/payout/payment-table';
import { reviewTaskTable } from '@erbao/review/review-task-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
const joint = (who: string) => person(who, 'joint-office');
const FIRST = person('first', 'adjudicator');
const because = { reason: '理由' };

beforeEach(async () => {
  office = await openOffice();
  walk = walkerIn(office);
});

const withOrdinary = async (): Promise<void> => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
};

const asCitizen = (claimId: string) => ({ caller: walk.citizen, params: { claimId }, query: {} });
const stateOf = async (claimId: string) => (await walk.claim(claimId)).state;
const balance = (account: string): number => balanceIn(office.tables, account);
const refuse = async (claimId: string): Promise<void> => {
  await office.give(FIRST, walk.taskOf(claimId), { verdict: 'refuse', reason: '发票为复印件' });
};
const filedDecided = async (more: Parameters<typeof claimMessage>[0] = {}): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, more);
  await walk.decide(claimId);
  return claimId;
};
const bill = claimMessage().bill;
const small = {
  ...bill,
  amounts: { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' },
};
const cancer = { ...bill, diagnoses: [{ code: 'C16.900', main: true }] };

describe('the machine', () => {
  it('approves a clean small claim by itself, and nobody else is asked', async () => {
    const claimId = await walk.file(ALL_PAPERS, { bill: small });
    await office.check(claimId);
    expect(await office.decide(claimId)).toMatchObject({ next: 'approved', waitId: `${claimId}/payment/1` });
    expect(await office.decide(claimId)).toMatchObject({ next: 'approved' });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'approved', totalFen: 30_000 });
    expect(office.tables.all(paymentTable)).toMatchObject([{ amountFen: 30_000, state: 'payable' }]);
    const deeds = await timelineOf(office.tables, claimId);
    expect(deeds.find(({ action }) => action === 'engine-approved')?.who).toBe('engine');
    await walk.pay(claimId);
    const promises = (await deadlinesOf(office.tables, claimId)).map(({ state }) => state);
    expect(promises).toEqual(['met', 'met', 'met']);
  });

  it.each([
    ['above the limit', { bill }],
    ['late', { bill: { ...small, admittedOn: '2026-08-01', dischargedOn: '2026-08-12' } }],
    [
      'of another kind',
      { bill: { ...small, amounts: { ...small.amounts, other: '1.00' } }, claimKind: 'supplementary' },
    ],
    ['of nothing', { bill: { ...small, amounts: { ...small.amounts, basic: '1000.00' } } }],
  ] as const)('leaves a claim %s to people', async (_why, more) => {
    const papers = 'claimKind' in more ? [...ALL_PAPERS, 'stamped-copy' as const] : ALL_PAPERS;
    const claimId = await walk.file(papers, more);
    await walk.decide(claimId);
    expect(await stateOf(claimId)).toBe('decided');
  });

  it('never refuses: what it would refuse waits for a named person', async () => {
    const claimId = await filedDecided({
      bill: { ...small, dischargedOn: '2017-10-01', admittedOn: '2017-09-20' },
    });
    expect(await walk.claim(claimId)).toMatchObject({ state: 'decided', outcome: 'refused' });
  });

  it('is off where the district says so', async () => {
    office = await openOffice(undefined, false);
    walk = walkerIn(office);
    const claimId = await filedDecided({ bill: small });
    expect(await stateOf(claimId)).toBe('decided');
  });

  it('draws the same sample again, and a blind look is recorded and counted', async () => {
    let sampled = 0;
    for (let nth = 0; nth < 60; nth += 1) {
      const claimId = await walk.file(ALL_PAPERS, {
        bill: small,
        filingId: `sample-filing-${String(nth)}`,
        invoice: { code: '44060126', number: String(nth).padStart(10, '0') },
      });
      await walk.decide(claimId);
      if (walk.taskOf(claimId, 'blind') === 'none') continue;
      sampled += 1;
      const taskId = walk.taskOf(claimId, 'blind');
      const reader = person('blind', 'reviewer');
      const seen = await office.desks.read({ caller: reader, params: { taskId }, query: {}, body: {} });
      expect(JSON.stringify(seen)).not.toContain('30000');
      const totalFen = sampled === 1 ? 30_000 : 29_000;
      const body = { totalFen, reason: '独立核定' };
      expect(await office.blind({ caller: reader, params: { taskId }, query: {}, body })).toMatchObject({
        result: sampled === 1 ? 'same' : 'differs',
      });
    }
    expect(sampled).toBeGreaterThan(0);
    expect(sampled).toBeLessThan(12);
  });
});

describe('a question to the citizen', () => {
  it('stops the clocks until the reply, and the engine decides again', async () => {
    const claimId = await filedDecided();
    office.setNow(instant('2026-10-14T02:00:00.000Z'));
    expect(
      await office.give(FIRST, walk.taskOf(claimId), {
        verdict: 'ask',
        reason: '出院诊断与发票不符，请说明',
      }),
    ).toMatchObject({ next: 'asked' });
    expect(await deadlineById(office.tables, claimId, 'claim-5wd')).toMatchObject({ state: 'paused' });
    expect([balance('benefit-expense'), balance('reserved')]).toEqual([0, 0]);
    // two working days later, at the same hour
    office.setNow(instant('2026-10-16T02:00:00.000Z'));
    await office.reply({ ...asCitizen(claimId), body: { text: '医院已更正，见附件' } });
    expect(await deadlineById(office.tables, claimId, 'claim-5wd')).toMatchObject({
      state: 'running',
      revision: 3,
      // 24:00 of the 19th and 48 working hours, over no weekend
      dueAt: '2026-10-21T16:00:00.000Z',
    });
    await office.carry();
    expect([...office.workflows.started.keys()]).toContain(`deadline-watch:${claimId}_claim-5wd_v3`);
    await walk.decide(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'decided', adjudicationVersion: 2 });
    await expect(office.reply({ ...asCitizen(claimId), body: { text: '再说一次' } })).rejects.toMatchObject({
      code: 'claim-not-asked',
    });
    await walk.agree(claimId);
    expect(await stateOf(claimId)).toBe('approved');
  });

  it('a watch of the moments before the pause ends; the new one goes on', async () => {
    const claimId = await filedDecided();
    const watch = (mark: string, revision: number) =>
      office.watch({ subjectId: claimId, deadlineId: 'claim-5wd', mark, revision });
    expect(await watch('none', 1)).toMatchObject({ next: 'wait', mark: 'warned-60' });
    await office.give(FIRST, walk.taskOf(claimId), { verdict: 'ask', reason: '请说明' });
    expect(await watch('warned-60', 1)).toMatchObject({ next: 'done' });
    await office.reply({ ...asCitizen(claimId), body: { text: '说明' } });
    expect(await watch('warned-60', 1)).toMatchObject({ next: 'done' });
    expect(await watch('none', 3)).toMatchObject({ next: 'wait', mark: 'warned-60' });
  });
});

describe('a refusal', () => {
  it('objected to on the last day, overturned, decided again by others, paid', async () => {
    const claimId = await filedDecided();
    await refuse(claimId);
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'refused',
      objectUntil: '2026-11-02T16:00:00.000Z',
    });
    office.setNow(instant('2026-11-02T15:59:00.000Z'));
    await office.object({ ...asCitizen(claimId), body: because });
    const task = walk.taskOf(claimId, 'objection');
    await expect(
      office.determine(person('first', 'joint-office'), task, { outcome: 'overturn', reason: '同意' }),
    ).rejects.toMatchObject({ kind: 'Forbidden', code: 'took-part-before' });
    await office.determine(joint('a'), task, { outcome: 'overturn', reason: '发票原件已核对' });
    await office.carry();
    expect([...office.workflows.started.keys()]).toContain(`claim-review:${claimId}_v2`);
    await walk.decide(claimId);
    const again = walk.taskOf(claimId);
    await expect(office.give(joint('a'), again, { verdict: 'agree', reason: '同意' })).rejects.toMatchObject({
      code: 'took-part-before',
    });
    await office.give(joint('b'), again, { verdict: 'agree', reason: '同意' });
    await walk.pay(claimId);
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'paid',
      adjudicationVersion: 2,
      totalFen: 490_000,
    });
    expect(await deadlineById(office.tables, claimId, 'claim-5wd-2')).toMatchObject({ state: 'met' });
  });

  it('upheld is final', async () => {
    const claimId = await filedDecided();
    await refuse(claimId);
    await office.object({ ...asCitizen(claimId), body: because });
    await office.determine(joint('a'), walk.taskOf(claimId, 'objection'), {
      outcome: 'uphold',
      reason: '维持',
    });
    expect(await stateOf(claimId)).toBe('upheld');
    await expect(office.object({ ...asCitizen(claimId), body: because })).rejects.toMatchObject({
      code: 'objection-not-open',
    });
  });

  it('objected to on day 16 is too late', async () => {
    const claimId = await filedDecided();
    await refuse(claimId);
    office.setNow(instant('2026-11-02T16:00:00.000Z'));
    await expect(office.object({ ...asCitizen(claimId), body: because })).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'objection-too-late',
    });
  });

  it('keeps what the engine had said beside the verdict', async () => {
    const claimId = await filedDecided();
    await refuse(claimId);
    expect(office.tables.all(reviewTaskTable)).toMatchObject([
      { verdict: 'refuse', decidedBy: 'first', overrides: 'granted:490000' },
    ]);
  });
});

describe('the desk', () => {
  it('lets nobody review a claim that he filed, or that is his own as an insured person', async () => {
    const claimId = await filedDecided();
    const agree = { verdict: 'agree', reason: '同意' } as const;
    const { filedBy } = await walk.claim(claimId);
    for (const reviewer of [person(filedBy, 'adjudicator'), { ...FIRST, memberId: office.memberId }])
      await expect(office.give(reviewer, walk.taskOf(claimId), agree)).rejects.toMatchObject({
        code: 'own-filing-not-reviewable',
      });
  });

  it('gives a task to one who takes it, until it is put back', async () => {
    const claimId = await filedDecided();
    const taskId = walk.taskOf(claimId);
    const at = (who: string, ...more: 'supervisor'[]) => ({
      caller: person(who, 'adjudicator', ...more),
      params: { taskId },
      query: {},
      body: {},
    });
    await office.desks.take(at('a'));
    await expect(office.desks.take(at('b'))).rejects.toMatchObject({ code: 'review-task-held' });
    await expect(
      office.give(person('b', 'adjudicator'), taskId, { verdict: 'agree', reason: '同意' }),
    ).rejects.toMatchObject({ code: 'review-task-held' });
    await office.desks.release(at('c', 'supervisor'));
    await office.desks.take(at('b'));
    await office.give(person('b', 'adjudicator'), taskId, { verdict: 'agree', reason: '同意' });
  });

  it('asks in Chinese and names the fact that answers', async () => {
    await withOrdinary();
    const claimId = await filedDecided({
      bill: { ...cancer, dischargedOn: '2026-09-01', admittedOn: '2026-08-20' },
    });
    const taskId = walk.taskOf(claimId);
    const seen = await office.desks.read({ caller: FIRST, params: { taskId }, query: {}, body: {} });
    expect(seen.questions.map(({ code, expects }) => [code, expects])).toEqual([
      ['cancer:pathology-missing', 'pathologyConfirmed'],
      ['filed-late', 'judgement'],
    ]);
    for (const { text } of seen.questions) expect(text).toMatch(/[\u4e00-\u9fff].*？/);
  });

  it('sends a claim with a risk signal one level higher', async () => {
    office = await openOffice({ ...ORDINARY, suspendedKinds: ['chronic-outpatient'] });
    walk = walkerIn(office);
    const claimId = await filedDecided();
    expect(walk.openTasks(claimId)).toMatchObject([{ levels: 3 }]);
    expect((await walk.claim(claimId)).riskSignals).toEqual([
      { code: 'grey-listed', found: ['chronic-outpatient'] },
    ]);
  });
});
