/** Papers that say what came and what went: the return notice, the papers of a batch. */
import type { Caller } from '@erbao/api-contracts/caller';
import { instant } from '@erbao/kernel/dates';
import { describe, expect, it } from 'vitest';
import { readBatchPaper } from '../../functions/letters-api/letters.ts';
import { openOffice } from '../support/claim-office.ts';
import { CLOSING_DAY, paymentSteps } from '../support/payment-office.ts';
import { walkerIn } from '../support/claim-walk.ts';
import { claimMessage } from '../support/sample-facts.ts';
import { approved, letterOf, doors } from '../support/letter-desk.ts';

describe('a return notice', () => {
  const told = async () => {
    const office = await openOffice();
    const papers = [await office.handIn('invoice'), await office.handIn('diagnosis')];
    const claimId = await office.take(claimMessage({ papers }));
    await office.check(claimId);
    return { office, claimId, walk: walkerIn(office) };
  };

  it('names everything that is missing and everything that is there, and until when', async () => {
    const { office, claimId } = await told();
    const letter = await letterOf(office, claimId, 'return');
    if (letter.kind !== 'return') throw new Error('not a return notice');
    expect(letter).toMatchObject({ why: 'told', supplementBy: '2026-11-09' });
    expect(letter.missing).toHaveLength(5);
    expect(letter.returned).toHaveLength(2);
  });

  it('of the joint office gives its reason, the last day, and then who handed the papers back and how', async () => {
    const { office, claimId, walk } = await told();
    const given = { caller: walk.citizen, params: { claimId }, query: {}, body: { reason: '原件遗失' } };
    await office.insist(given);
    office.setNow(instant('2026-10-14T02:00:00.000Z'));
    await office.determine({ subject: 'a', roles: ['joint-office'] }, walk.taskOf(claimId, 'insisted'), {
      outcome: 'decline',
      reason: '没有任何票据依据',
    });
    const returning = await letterOf(office, claimId, 'return');
    expect(returning).toMatchObject({
      why: 'declined',
      reason: '没有任何票据依据',
      issuedOn: '2026-10-14',
      returnBy: '2026-10-21',
    });
    expect(returning).not.toHaveProperty('handedBack');
    await office.handBack({
      caller: { subject: 'clerk-1', roles: ['site-clerk'] },
      params: { claimId },
      query: {},
      body: { method: 'posted', mailNumber: 'SF1234567890' },
    });
    expect(await letterOf(office, claimId, 'return')).toMatchObject({
      handedBack: { on: '2026-10-14', by: 'clerk-1', how: '邮寄，单号 SF1234567890' },
    });
  });

  it('is not there for a claim that the joint office accepted', async () => {
    const { office, claimId, walk } = await told();
    await office.insist({ caller: walk.citizen, params: { claimId }, query: {}, body: { reason: '遗失' } });
    await office.determine({ subject: 'a', roles: ['joint-office'] }, walk.taskOf(claimId, 'insisted'), {
      outcome: 'accept',
      reason: '可受理',
    });
    await expect(letterOf(office, claimId, 'return')).rejects.toMatchObject({ code: 'letter-not-ready' });
  });
});

describe('the papers of a batch', () => {
  it('agree with the batch to the fen', async () => {
    const office = await openOffice();
    const claimId = await approved(office);
    const { needs, papers } = doors(office);
    const { batchId } = await paymentSteps(office).close({ tables: office.tables, files: papers }, '1');
    const read = async (kind: 'application' | 'list') => {
      const caller: Caller = { subject: 'finance', roles: ['finance'] };
      return (await readBatchPaper(needs)({ caller, params: { batchId, kind }, query: {}, body: {} })).paper;
    };
    expect(await read('application')).toMatchObject({
      closingOn: CLOSING_DAY,
      count: 1,
      totalFen: 490_000,
      schemes: [{ count: 1, totalFen: 490_000 }],
    });
    expect(await read('list')).toMatchObject({
      lines: [{ claimId, holder: '样例甲', maskedNumber: '**** 0018', amountFen: 490_000 }],
    });
  });
});
