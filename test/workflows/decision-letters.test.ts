/** Letters of decisions and of objections: every sum with its clause, no letter before its time or for a stranger. */
import type { Caller } from '@erbao/api-contracts/caller';
import { claimById } from '@erbao/claims/claim';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import { reviewTaskId } from '@erbao/review/review-task';
import { describe, expect, it } from 'vitest';
import { readOwnLetter } from '../../functions/letters-api/letters.ts';
import { ALL_PAPERS, openOffice } from '../support/claim-office.ts';
import { walkerIn } from '../support/claim-walk.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';
import { FIRST, agree, decided, approved, letterOf, doors } from '../support/letter-desk.ts';

describe('a decision letter', () => {
  it('is not there before the approval', async () => {
    const office = await openOffice();
    const claimId = await decided(office);
    await expect(letterOf(office, claimId, 'decision')).rejects.toMatchObject({ code: 'letter-not-ready' });
    await expect(letterOf(office, claimId, 'refusal')).rejects.toMatchObject({ code: 'letter-not-ready' });
    await expect(letterOf(office, claimId, 'return')).rejects.toMatchObject({ code: 'letter-not-ready' });
  });

  it('names each sum, its clause, the calculation and the objection, and adds up', async () => {
    const office = await openOffice();
    const claimId = await approved(office);
    const letter = await letterOf(office, claimId, 'decision');
    if (letter.kind !== 'decision') throw new Error('not a decision letter');
    expect(letter).toMatchObject({
      issuedOn: '2026-10-12',
      totalFen: 490_000,
      insured: { name: '样例甲', maskedIdentityNumber: '440***********9032' },
      hospitalName: '样例医院',
      account: { holder: '样**', number: '**** 0018' },
    });
    expect(letter.benefits.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(letter.totalFen);
    for (const { clauses } of letter.benefits) {
      expect(clauses.length).toBeGreaterThan(0);
      for (const { place, text } of clauses) expect([place, text]).not.toContain('');
    }
    expect(letter.explanation.join()).toContain('4900.00 元');
    expect(letter.objection).toContain('十五个工作日');
  });

  it('is no longer there when the approval was stopped', async () => {
    const office = await openOffice();
    const claimId = await approved(office);
    const boss: Caller = { subject: 'boss', roles: ['supervisor'] };
    await office.stop({ caller: boss, params: { claimId }, query: {}, body: { reason: '发票已红冲' } });
    await expect(letterOf(office, claimId, 'decision')).rejects.toMatchObject({ code: 'letter-not-ready' });
  });

  it('asked for twice is printed once, and is unknown to a stranger', async () => {
    const office = await openOffice();
    const claimId = await approved(office);
    const { needs, printed } = doors(office);
    const read = (memberId: string) =>
      readOwnLetter(needs)({
        caller: { subject: 'c', roles: ['citizen'], memberId },
        params: { claimId, kind: 'decision' },
        query: {},
        body: {},
      });
    const first = await read(office.memberId);
    expect((await read(office.memberId)).url).toBe(first.url);
    expect(printed).toEqual(['2026-10-12']);
    await expect(read('member-00000000000000000000000000')).rejects.toMatchObject({ code: 'claim-unknown' });
  });
});

describe('after an objection to the sum', () => {
  it('the letter says what was paid before, what is paid now, and that it is final', async () => {
    const office = await openOffice(ORDINARY);
    const walk = walkerIn(office);
    const cancer = { ...claimMessage().bill, diagnoses: [{ code: 'C16.900', main: true }] };
    const claimId = await walk.file(ALL_PAPERS, { bill: cancer });
    await walk.decide(claimId);
    await walk.agree(claimId);
    expect(await letterOf(office, claimId, 'decision')).toMatchObject({
      objectBy: '2026-11-02',
      final: false,
    });
    await walk.pay(claimId);
    await office.object({
      caller: walk.citizen,
      params: { claimId },
      query: {},
      body: { reason: '癌症部分未计' },
    });
    const joint = (subject: string): Caller => ({ subject, roles: ['joint-office'] });
    await expect(letterOf(office, claimId, 'objection')).rejects.toMatchObject({ code: 'letter-not-ready' });
    const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
    await office.determine(joint('a'), walk.taskOf(claimId, 'objection'), {
      outcome: 'overturn',
      reason: '报告已核',
      facts,
    });
    const result = {
      letterNumber: `${claimId}-FY`,
      about: 'sum',
      totalFen: 360_000,
      objection: '癌症部分未计',
      outcome: 'overturned',
      answer: '报告已核',
    };
    expect(await letterOf(office, claimId, 'objection')).toMatchObject(result);
    await walk.decide(claimId);
    // until the new version is approved, the letter of the paid one stands
    expect(await letterOf(office, claimId, 'decision')).toMatchObject({ totalFen: 360_000 });
    await office.give(joint('b'), walk.taskOf(claimId), agree);
    const letter = await letterOf(office, claimId, 'decision');
    expect(letter).toMatchObject({ totalFen: 600_000, paidBeforeFen: 360_000, final: true });
    expect(letter).not.toHaveProperty('objectBy');
    expect(await letterOf(office, claimId, 'objection')).toMatchObject(result);
  });
});

describe('the result of an objection to a refusal', () => {
  it('says what was upheld and why, to the person and to the guardian', async () => {
    const office = await openOffice();
    const walk = walkerIn(office);
    const claimId = await decided(office);
    await office.give(FIRST, reviewTaskId(claimId, 1, 0), { verdict: 'refuse', reason: '发票为复印件' });
    const at = { caller: walk.citizen, params: { claimId }, query: {} };
    await office.object({ ...at, body: { reason: '原件已交网点' } });
    const joint: Caller = { subject: 'joint', roles: ['joint-office'] };
    const body = { outcome: 'uphold', reason: '网点未收到原件' } as const;
    await office.determine(joint, walk.taskOf(claimId, 'objection'), body);
    const { needs, papers } = doors(office);
    const own = { ...at, params: { claimId, kind: 'objection' as const }, body: {} };
    const { letter, fileName } = await readOwnLetter(needs)(own);
    expect(letter).toMatchObject({
      kind: 'objection',
      about: 'refusal',
      objection: '原件已交网点',
      outcome: 'upheld',
      answer: '网点未收到原件',
      objectedOn: '2026-10-12',
    });
    expect(letter).not.toHaveProperty('totalFen');
    expect([fileName, papers.stored.size]).toEqual([`医疗救助二次报销复议结果告知书-${claimId}.pdf`, 1]);
    const guardian: Caller = { subject: 'citizen-2', roles: ['citizen'], memberId: 'member-of-the-guardian' };
    await expect(readOwnLetter(needs)({ ...own, caller: guardian })).rejects.toMatchObject({
      code: 'claim-unknown',
    });
    const claim = await claimById(office.tables, claimId);
    const known = noteOnClaim(claim, { guardianMemberId: 'member-of-the-guardian' });
    expect((await office.tables.commit([known])).committed).toBe(true);
    expect((await readOwnLetter(needs)({ ...own, caller: guardian })).letter).toEqual(letter);
  });
});
