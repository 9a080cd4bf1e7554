/** The paths of a single claim before its money, on the deployed cloud: every one ends where processes A says. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { addDays } from '@erbao/kernel/dates';
import { beforeAll, describe, expect, it } from 'vitest';
import { listIn, signIn, textIn } from '../../infra/local/stories/api-client.ts';
import { localName } from '../../infra/local/cloud-names.ts';
import { handInPaper } from '../../infra/local/stories/hand-in.ts';
import { PAPERS } from '../../infra/local/stories/sample-paper.ts';
import {
  accepted,
  eventually,
  executionStatus,
  refusedAs,
  type Telling,
} from '../../infra/local/stories/telling.ts';
import { type Filed, type Journeys, journeysOf } from '../support/claim-journey.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
let paths: Journeys;
beforeAll(async () => {
  telling = await openDistrict();
  paths = journeysOf(telling, 'paths', 1_100);
});

const insist = async (filed: Filed) => {
  await paths.reaches(filed, 'incomplete');
  const { citizen, claimId } = filed;
  accepted(await citizen('POST', `/claims/${claimId}/insistence`, { reason: '原件已遗失' }), 'insisted');
};
const deadlinesOf = (claim: Parameters<typeof listIn>[0]) =>
  listIn(claim, 'deadlines').map((one) => [one['deadlineId'], one['state']]);

describe('a claim', { concurrent: true, timeout: 150_000 }, () => {
  it('incomplete is told once, supplemented, accepted and decided', async () => {
    const filed = await paths.file(paths.adult(), { papers: PAPERS.slice(0, 4) });
    const { citizen, claimId } = filed;
    const incomplete = await paths.reaches(filed, 'incomplete');
    expect(listIn(incomplete, 'missing')).toHaveLength(PAPERS.length - 4);
    expect(incomplete.body['awaitedUntil']).toEqual(expect.any(String));
    const papers = [];
    for (const kind of PAPERS.slice(4)) papers.push(await handInPaper(citizen, kind, claimId));
    accepted(await citizen('POST', `/claims/${claimId}/supplement`, { papers }), 'the supplement');
    const decided = await paths.reaches(filed, 'decided');
    expect(paths.timeline(decided)).toEqual(
      expect.arrayContaining([
        '材料不齐，已通知补充',
        '已补充材料',
        '材料齐全，正式受理，五个工作日时限开始计算',
      ]),
    );
    refusedAs(
      await citizen('POST', `/claims/${claimId}/supplement`, { papers }),
      409,
      'claim-not-incomplete',
    );
  });

  it('incomplete and withdrawn ends its workflow', async () => {
    const filed = await paths.file(paths.adult(), { papers: ['invoice'] });
    await paths.reaches(filed, 'incomplete');
    const { citizen, claimId } = filed;
    accepted(await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '不再申请' }), 'withdrawn');
    expect(await paths.passed(claimId)).toEqual([
      'CheckPapers',
      'PapersComplete',
      'AwaitSupplement',
      'CheckPapers',
      'PapersComplete',
      'Finished',
    ]);
  });

  it('insisted on without its papers, determined against: told, handed back with who and how', async () => {
    const filed = await paths.file(paths.adult(), { papers: ['invoice'] });
    const { citizen, claimId } = filed;
    await insist(filed);
    const office = await paths.staff('joint-1', 'joint-office');
    const task = await paths.taskFor(office, 'joint-office', claimId, 'insisted');
    const answer = { outcome: 'decline', reason: '没有任何票据依据' };
    accepted(await office('POST', `/review-tasks/${task}/determination`, answer), 'determined');
    refusedAs(
      await office('POST', `/review-tasks/${task}/determination`, answer),
      409,
      'review-task-decided',
    );
    expect(await paths.passed(claimId)).toContain('Finished');
    const clerk = await paths.staff('clerk-1', 'site-clerk');
    accepted(
      await clerk('POST', `/console/claims/${claimId}/papers-returned`, { method: 'handed-over' }),
      'handed back',
    );
    const claim = await paths.reaches(filed, 'returned');
    expect(deadlinesOf(claim)).toEqual([
      ['citizen-limit-1', 'met'],
      ['insisted-15wd', 'met'],
      ['return-papers-5wd', 'met'],
      ['tell-missing-1wd', 'met'],
    ]);
    const notice = accepted(await citizen('GET', `/claims/${claimId}/letters/return`), 'the notice');
    expect(notice.body['letter']).toMatchObject({
      why: 'declined',
      reason: '没有任何票据依据',
      handedBack: { by: 'paths-clerk-1', how: '当面退还' },
    });
  });

  it('insisted on and taken by the joint office is decided like any other', async () => {
    const filed = await paths.file(paths.adult(), { papers: ['invoice'] });
    await insist(filed);
    await paths.determine(await paths.staff('joint-1', 'joint-office'), filed.claimId, 'insisted', {
      outcome: 'accept',
      reason: '其余材料由医院出具证明',
    });
    const decided = await paths.reaches(filed, 'decided');
    expect(paths.timeline(decided)).toContain('联合办公室核定：受理');
    expect(deadlinesOf(decided)).toContainEqual(['claim-5wd', 'running']);
  });

  it('filed more than thirty days after discharge is taken, and people are asked why', async () => {
    const late = { admittedOn: addDays(TODAY, -60), dischargedOn: addDays(TODAY, -45) };
    const filed = await paths.file(paths.adult(), { bill: late });
    const desk = await paths.staff('late', 'adjudicator');
    const task = await paths.taskFor(desk, 'adjudicator', filed.claimId);
    const seen = accepted(await desk('GET', `/review-tasks/${task}`), 'the task');
    expect(listIn(seen, 'questions').map(({ code }) => code)).toContain('filed-late');
    const claim = await paths.reaches(filed, 'decided');
    expect(claim.body['late']).toBe(true);
    expect(paths.timeline(claim)).toContain('已提交申请（超过三十天，转人工核定）');
  });

  it('asked about, replied to, refused, objected to, overturned, approved by others', async () => {
    const filed = await paths.file(paths.adult());
    const { citizen, claimId } = filed;
    const first = await paths.staff('adjudicator', 'adjudicator');
    const ask = { verdict: 'ask', reason: '请说明转院经过' };
    await paths.verdict(first, 'adjudicator', claimId, ask);
    const asked = await paths.reaches(filed, 'asked');
    expect(deadlinesOf(asked)).toContainEqual(['claim-5wd', 'paused']);
    refusedAs(
      await citizen('POST', `/claims/${claimId}/objection`, { reason: '不服' }),
      409,
      'objection-not-open',
    );
    accepted(await citizen('POST', `/claims/${claimId}/reply`, { text: '未转院' }), 'the reply');
    await paths.reaches(filed, 'decided');
    await paths.verdict(first, 'adjudicator', claimId, { verdict: 'refuse', reason: '票据为复印件' });
    await paths.reaches(filed, 'refused');
    await paths.passed(claimId);
    accepted(await citizen('POST', `/claims/${claimId}/objection`, { reason: '原件已交网点' }), 'objected');
    await paths.determine(await paths.staff('joint-1', 'joint-office'), claimId, 'objection', {
      outcome: 'overturn',
      reason: '原件已核',
    });
    const second = await paths.staff('joint-2', 'joint-office');
    await paths.verdict(second, 'joint-office', claimId, { verdict: 'agree', reason: '同意' });
    const approved = await paths.reaches(filed, 'approved');
    expect(await executionStatus(telling.cloud, 'claim-review', `${claimId}_v3`)).toBe('RUNNING');
    expect(paths.timeline(approved)).toContain('联合办公室复议：撤销原决定，重新核定');
  });

  it('asked about and never answered: reminded, then closed by a supervisor, never by the machine', async () => {
    const filed = await paths.file(paths.adult());
    const { citizen, claimId } = filed;
    const ask = { verdict: 'ask', reason: '请说明转院经过' };
    await paths.verdict(await paths.staff('silence', 'adjudicator'), 'adjudicator', claimId, ask);
    await paths.reaches(filed, 'asked');
    // the waits of ten working days end now: what the workflow calls when they have ended, it calls at once
    const { cloud } = telling;
    const lambda = new LambdaClient({
      endpoint: cloud.endpoint,
      region: cloud.region,
      credentials: {
        accessKeyId: cloud.variables['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: cloud.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
      },
    });
    for (const mark of ['warned-60', 'warned-80', 'breached'])
      await lambda.send(
        new InvokeCommand({
          FunctionName: localName('watch-deadline'),
          Payload: JSON.stringify({ subjectId: claimId, deadlineId: 'citizen-limit-1', mark, revision: 1 }),
        }),
      );
    const boss = await paths.staff('boss', 'supervisor');
    const task = await paths.taskFor(boss, 'supervisor', claimId, 'silence');
    await paths.reaches(filed, 'asked');
    const close = { outcome: 'close', reason: '多次联系未果' };
    accepted(await boss('POST', `/review-tasks/${task}/silence-decision`, close), 'closed');
    const closed = await paths.reaches(filed, 'closed');
    expect(await paths.passed(claimId)).toContain('Finished');
    expect(paths.timeline(closed)).toEqual(
      expect.arrayContaining([
        '补充材料或答复时限已过60%，提醒参保人',
        '补充材料或答复的期限已满，转中心(副)主任决定',
        '期限已满，决定结案，申请人可重新申请',
      ]),
    );
    const reminders = await eventually('two reminders', async () => {
      const inbox = listIn(accepted(await citizen('GET', '/notices'), 'the notices'), 'notices');
      const found = inbox.filter(({ template }) => template === 'citizen-reminded');
      return found.length === 2 ? found : undefined;
    });
    expect(reminders).toHaveLength(2);
  });

  it('withdrawn by the citizen while it is reviewed ends its workflow', async () => {
    const filed = await paths.file(paths.adult());
    const { citizen, claimId } = filed;
    await paths.taskFor(await paths.staff('adjudicator', 'adjudicator'), 'adjudicator', claimId);
    accepted(await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '改走一站式' }), 'withdrawn');
    expect(await paths.passed(claimId)).toContain('Finished');
    refusedAs(
      await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '再撤' }),
      409,
      'claim-not-withdrawable',
    );
  });

  it('filed at the counter by a clerk is the citizen’s, and reports are read', async () => {
    const clerk = await paths.staff('clerk-1', 'site-clerk');
    const member = paths.adult();
    const { insured, ...claim } = telling.district.sampleClaimFor(member, addDays(TODAY, -7));
    const filing = { filingId: 'paths-counter-1', ...claim, ...insured, office: 'huangge', papers: [] };
    const claimId = textIn(accepted(await clerk('POST', '/console/claims', filing), 'filed'), 'claimId');
    const memberId = await telling.memberIdOf(member.identityNumber);
    const citizen = await signIn(telling.cloud, { subject: 'paths-counter', roles: ['citizen'], memberId });
    await paths.reaches({ citizen, claimId, memberId }, 'incomplete');
    const supervisor = await paths.staff('supervisor', 'supervisor');
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
