/** What is refused is on record: of the claim, or of who tried; once for each person, code and day, with a count. */
import type { Caller } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/citizen-routes';
import * as reviewRoutes from '@erbao/api-contracts/review-routes';
import { timelineOf } from '@erbao/audit/audit-event';
import { auditTable } from '@erbao/audit/audit-table';
import { noteRefusal } from '@erbao/case-file/refusals';
import { claimView } from '@erbao/case-file/claim-view';
import { instant } from '@erbao/kernel/dates';
import { bind, witnessed } from '@erbao/lambda-kit/http-handler';
import { beforeEach, describe, expect, it } from 'vitest';
import { supplementClaim } from '../../functions/citizen-api/supplement-claim.ts';
import { giveVerdict } from '../../functions/console-api/verdicts.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
beforeEach(async () => {
  office = await openOffice();
  walk = walkerIn(office);
});

/** The doors as the API hangs them. */
const call = async (id: string, caller: Caller, params: unknown, body: unknown = {}): Promise<unknown> => {
  const bound = [
    bind(routes.readClaim, office.readOwn),
    bind(routes.fileClaim, office.fileAtPhone),
    bind(routes.objectToDecision, office.object),
    bind(routes.supplementClaim, supplementClaim(office)),
    bind(reviewRoutes.giveVerdict, giveVerdict(office)),
  ];
  const door = witnessed(bound, noteRefusal(office)).find(({ route }) => route.id === id);
  return door?.run({ caller, params, query: {}, body });
};
const attemptsOn = async (subjectId: string) =>
  (await timelineOf(office.tables, subjectId)).filter(({ action }) => action === 'attempt-refused');
const STRANGER: Caller = { subject: 'stranger', roles: ['citizen'], memberId: 'member-of-somebody-else' };
const refused = async (): Promise<string> => {
  const claimId = await walk.file();
  await walk.decide(claimId);
  const given = { verdict: 'refuse', reason: '发票为复印件' } as const;
  await office.give(person('first', 'adjudicator'), walk.taskOf(claimId), given);
  return claimId;
};

describe('a refused attempt', () => {
  it('at a stranger’s claim is on that claim, for the office to see and not for the family', async () => {
    const claimId = await walk.file();
    for (let nth = 0; nth < 3; nth += 1)
      await expect(call('read-claim', STRANGER, { claimId })).rejects.toMatchObject({
        code: 'claim-unknown',
      });
    expect(await attemptsOn(claimId)).toMatchObject([
      { who: 'stranger', details: { tried: 'read-claim', code: 'claim-unknown' }, count: 3 },
    ]);
    const claim = await walk.claim(claimId);
    const office1 = await claimView(office.tables, office.schemes, claim);
    expect(office1.timeline.map(({ text }) => text)).toContain(
      '一次操作未被接受（当日3次）：没有找到这个申请。',
    );
    const family = await claimView(office.tables, office.schemes, claim, 'citizen-1');
    expect(family.timeline.map(({ action }) => action)).not.toContain('attempt-refused');
  });

  it('of papers after the end, and of an objection on day 16, is on the claim', async () => {
    const claimId = await refused();
    const papers = [await office.handIn('invoice')];
    await expect(call('supplement-claim', walk.citizen, { claimId }, { papers })).rejects.toMatchObject({
      code: 'claim-not-incomplete',
    });
    // Monday 12 October: the fifteenth working day after it is the 2nd of November
    office.setNow(instant('2026-11-02T16:00:00.000Z'));
    const reason = '不同意';
    await expect(call('object-to-decision', walk.citizen, { claimId }, { reason })).rejects.toMatchObject({
      code: 'objection-too-late',
    });
    expect((await attemptsOn(claimId)).map(({ details }) => details['code'])).toEqual([
      'claim-not-incomplete',
      'objection-too-late',
    ]);
  });

  it('at a task is on the claim that the task is about: pressed twice, and by the wrong role', async () => {
    const claimId = await walk.file();
    await walk.decide(claimId);
    const taskId = walk.taskOf(claimId);
    const verdict = { verdict: 'agree', reason: '同意' };
    await call('give-verdict', person('a', 'adjudicator'), { taskId }, verdict);
    await expect(call('give-verdict', person('a', 'adjudicator'), { taskId }, verdict)).rejects.toMatchObject(
      { code: 'review-task-decided' },
    );
    await expect(call('give-verdict', walk.citizen, { taskId }, verdict)).rejects.toMatchObject({
      code: 'role-not-allowed',
    });
    expect(await attemptsOn(claimId)).toMatchObject([
      { who: 'a', details: { code: 'review-task-decided' } },
      { who: 'citizen-1', details: { code: 'role-not-allowed' } },
    ]);
  });

  it('of a sum that the client added is refused by the form and on record', async () => {
    const { contract: _contract, filedAt: _at, filedBy: _by, channel: _channel, ...message } = claimMessage();
    const { insured: _insured, ...body } = message;
    await expect(
      call('file-claim', walk.citizen, {}, { ...body, totalFen: 99_999_900 }),
    ).rejects.toMatchObject({ kind: 'InvalidInput', code: 'body-invalid' });
    expect(await attemptsOn('caller/citizen-1')).toMatchObject([{ details: { code: 'body-invalid' } }]);
  });

  it('of a filing whose contents were changed later is on the claim that stands', async () => {
    const claimId = await walk.file();
    const { bill } = claimMessage();
    const more = { ...bill, amounts: { ...bill.amounts, total: '99999.00' } };
    await expect(walk.file(ALL_PAPERS, { bill: more })).rejects.toMatchObject({ code: 'filing-id-reused' });
    expect(await attemptsOn(claimId)).toMatchObject([
      { who: 'citizen-1', details: { tried: 'claim-message', code: 'filing-id-reused' } },
    ]);
  });
});

describe('the record', () => {
  const entries = () => office.tables.all(auditTable).filter(({ action }) => action === 'attempt-refused');

  it('is not filled by trying again and again, nor by trying numbers that nobody has', async () => {
    const claimId = await walk.file();
    for (let nth = 0; nth < 1_100; nth += 1)
      await call('read-claim', STRANGER, { claimId }).catch(() => undefined);
    for (let nth = 0; nth < 100; nth += 1)
      await call('read-claim', STRANGER, { claimId: `ER-0000-0000-${String(nth).padStart(4, '0')}` }).catch(
        () => undefined,
      );
    expect(entries()).toMatchObject([
      { subjectId: claimId, count: 1_000 },
      { subjectId: 'caller/stranger', count: 100 },
    ]);
  });

  it('begins anew the next day', async () => {
    const claimId = await walk.file();
    await call('read-claim', STRANGER, { claimId }).catch(() => undefined);
    office.setNow(instant('2026-10-13T02:00:00.000Z'));
    await call('read-claim', STRANGER, { claimId }).catch(() => undefined);
    expect((await attemptsOn(claimId)).map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-10-12',
      '2026-10-13',
    ]);
  });
});
