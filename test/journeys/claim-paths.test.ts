/** The side paths of a single claim on the deployed cloud: every one ends where processes A says, in the real workflow. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '@erbao/kernel/dates';
import type { Role } from '@erbao/api-contracts/roles';
import { listIn, type Person, signIn, textIn } from '../../infra/local/stories/api-client.ts';
import { claimant, handInPaper, reachesState } from '../../infra/local/stories/citizen-claim.ts';
import { PAPERS } from '../../infra/local/stories/sample-paper.ts';
import {
  accepted,
  eventually,
  executionStatus,
  refusedAs,
  type Telling,
} from '../../infra/local/stories/telling.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await openDistrict();
});

const staff = (subject: string, role: Role): Promise<Person> =>
  signIn(telling.cloud, { subject, roles: [role] });

/** A claim of the nth claimant with so many of the papers. */
const filed = async (nth: number, papersIn: readonly string[] = PAPERS) => {
  const member = claimant(telling, nth);
  const memberId = await telling.memberIdOf(member.identityNumber);
  const citizen = await signIn(telling.cloud, {
    subject: `paths-${String(nth)}`,
    roles: ['citizen'],
    memberId,
  });
  const { insured: _insured, bill, ...claim } = telling.district.sampleClaimFor(member, addDays(TODAY, -7));
  // above what the engine approves by itself
  const amounts = { total: '3000.00', eligible: '3000.00', deductible: '0.00', basic: '1000.00' };
  const papers = [];
  for (const kind of papersIn) papers.push(await handInPaper(citizen, kind, `paths ${String(nth)}`));
  const filing = { filingId: `paths-filing-${String(nth)}`, ...claim, bill: { ...bill, amounts }, papers };
  const claimId = textIn(accepted(await citizen('POST', '/claims', filing), 'filed'), 'claimId');
  return { citizen, claimId };
};

const taskFor = (desk: Person, role: string, claimId: string): Promise<string> =>
  eventually(`a task for ${role}`, async () => {
    const queue = accepted(await desk('GET', `/review-tasks?role=${role}`), 'the queue');
    const found = listIn(queue, 'tasks').find((task) => task['claimId'] === claimId);
    return found === undefined ? undefined : String(found['taskId']);
  });
const ended = (name: string) =>
  eventually(`execution ${name} ended`, async () => {
    const status = await executionStatus(telling.cloud, 'claim-review', name);
    return status === 'SUCCEEDED' ? status : undefined;
  });

describe('a claim', () => {
  it('insisted on without its papers: determined, told, handed back', async () => {
    const { citizen, claimId } = await filed(11, ['invoice']);
    await reachesState(citizen, claimId, 'incomplete');
    accepted(await citizen('POST', `/claims/${claimId}/insistence`, { reason: '原件已遗失' }), 'insisted');
    const office = await staff('joint-1', 'joint-office');
    const task = await taskFor(office, 'joint-office', claimId);
    const answer = { outcome: 'decline', reason: '没有任何票据依据' };
    accepted(await office('POST', `/review-tasks/${task}/determination`, answer), 'determined');
    refusedAs(
      await office('POST', `/review-tasks/${task}/determination`, answer),
      409,
      'review-task-decided',
    );
    await ended(claimId);
    const clerk = await staff('clerk-1', 'site-clerk');
    accepted(
      await clerk('POST', `/console/claims/${claimId}/papers-returned`, { method: 'handed-over' }),
      'handed back',
    );
    const claim = await reachesState(citizen, claimId, 'returned');
    expect(listIn(claim, 'deadlines').map((one) => [one['deadlineId'], one['state']])).toEqual([
      ['citizen-limit-1', 'met'],
      ['insisted-15wd', 'met'],
      ['return-papers-5wd', 'met'],
      ['tell-missing-1wd', 'met'],
    ]);
  });

  it('asked about, replied to, refused, objected to, overturned, approved by others', async () => {
    const { citizen, claimId } = await filed(12);
    const first = await staff('paths-adjudicator', 'adjudicator');
    const verdict = async (desk: Person, role: string, body: unknown) => {
      const task = await taskFor(desk, role, claimId);
      return accepted(await desk('POST', `/review-tasks/${task}/verdict`, body), 'the verdict');
    };
    await verdict(first, 'adjudicator', { verdict: 'ask', reason: '请说明转院经过' });
    const asked = await reachesState(citizen, claimId, 'asked');
    expect(listIn(asked, 'deadlines').find((one) => one['deadlineId'] === 'claim-5wd')).toMatchObject({
      state: 'paused',
    });
    refusedAs(
      await citizen('POST', `/claims/${claimId}/objection`, { reason: '不服' }),
      409,
      'objection-not-open',
    );
    accepted(await citizen('POST', `/claims/${claimId}/reply`, { text: '未转院' }), 'the reply');
    await reachesState(citizen, claimId, 'decided');
    await verdict(first, 'adjudicator', { verdict: 'refuse', reason: '票据为复印件' });
    await reachesState(citizen, claimId, 'refused');
    await ended(claimId);
    accepted(await citizen('POST', `/claims/${claimId}/objection`, { reason: '原件已交网点' }), 'objected');
    const office = await staff('joint-1', 'joint-office');
    const task = await taskFor(office, 'joint-office', claimId);
    accepted(
      await office('POST', `/review-tasks/${task}/determination`, {
        outcome: 'overturn',
        reason: '原件已核',
      }),
      'overturned',
    );
    await verdict(await staff('joint-2', 'joint-office'), 'joint-office', {
      verdict: 'agree',
      reason: '同意',
    });
    const approved = await reachesState(citizen, claimId, 'approved');
    expect(await executionStatus(telling.cloud, 'claim-review', `${claimId}_v3`)).toBe('RUNNING');
    const words = listIn(approved, 'timeline').map((step) => String(step['text']));
    expect(words).toContain('联合办公室复议：撤销原决定，重新核定');
    for (const text of words) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('withdrawn by the citizen while it is reviewed ends its workflow', async () => {
    const { citizen, claimId } = await filed(13);
    await taskFor(await staff('paths-adjudicator', 'adjudicator'), 'adjudicator', claimId);
    accepted(await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '改走一站式' }), 'withdrawn');
    await ended(claimId);
    refusedAs(
      await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '再撤' }),
      409,
      'claim-not-withdrawable',
    );
  });

  it('filed at the counter by a clerk is the citizen’s, and reports are read', async () => {
    const clerk = await staff('clerk-1', 'site-clerk');
    const member = claimant(telling, 14);
    const { insured, ...claim } = telling.district.sampleClaimFor(member, addDays(TODAY, -7));
    const filing = { filingId: 'paths-counter-1', ...claim, ...insured, office: 'huangge', papers: [] };
    const claimId = textIn(accepted(await clerk('POST', '/console/claims', filing), 'filed'), 'claimId');
    const memberId = await telling.memberIdOf(member.identityNumber);
    const citizen = await signIn(telling.cloud, { subject: 'paths-14', roles: ['citizen'], memberId });
    await reachesState(citizen, claimId, 'incomplete');
    const supervisor = await staff('paths-supervisor', 'supervisor');
    const report = await eventually('the report', async () => {
      const answer = accepted(
        await supervisor('GET', `/reports/promises?month=${TODAY.slice(0, 7)}`),
        'the report',
      );
      return listIn(answer, 'rows').find((row) => row['office'] === 'huangge');
    });
    expect(report).toMatchObject({ deadlineId: 'tell-missing-1wd', kept: 1 });
    accepted(await supervisor('GET', '/reports/blind-reviews'), 'the report of the samples');
  });
});
