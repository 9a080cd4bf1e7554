/** Why a claim was refused, in the letter: the fact that decides, and what would change it. */
import type { Caller } from '@erbao/api-contracts/caller';
import { refusalCodes, refusalWords } from '@erbao/case-file/refusal-words';
import { billOf } from '@erbao/adjudication/claim-facts';
import { PEOPLE_REFUSALS } from '@erbao/api-contracts/refusal-codes';
import type { Facts } from '@erbao/benefit-policy/facts';
import { reasonCodes, reasonSentence } from '@erbao/benefit-policy/reasons';
import { localDate } from '@erbao/kernel/dates';
import { reviewTaskId } from '@erbao/review/review-task';
import { describe, expect, it } from 'vitest';
import { ALL_PAPERS, openOffice } from '../support/claim-office.ts';
import { walkerIn } from '../support/claim-walk.ts';
import { claimMessage, DIFFICULT, HOSPITAL, ORDINARY } from '../support/sample-facts.ts';
import { FIRST, SECOND, agree, decided, letterOf } from '../support/letter-desk.ts';

describe('a refusal', () => {
  it('gives the words of the person, the bill and the objection', async () => {
    const office = await openOffice();
    const claimId = await decided(office);
    await office.give(FIRST, reviewTaskId(claimId, 1, 0), { verdict: 'refuse', reason: '发票为复印件' });
    expect(await letterOf(office, claimId, 'refusal')).toMatchObject({
      kind: 'refusal',
      reason: { code: 'refused-by-reviewer', text: '发票为复印件' },
      issuedOn: '2026-10-12',
      part: false,
      objectBy: '2026-11-02',
    });
    await expect(letterOf(office, claimId, 'decision')).rejects.toMatchObject({ code: 'letter-not-ready' });
  });
});

describe('a refusal by agreement with the engine', () => {
  const agreed = async (reason: string) => {
    const office = await openOffice(ORDINARY);
    const papers = [];
    for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
    const amounts = { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '1000.00' };
    const claimId = await office.take(claimMessage({ papers, bill: { ...claimMessage().bill, amounts } }));
    await office.check(claimId);
    await office.decide(claimId);
    const walk = walkerIn(office);
    await walk.openTask(claimId);
    for (let place = 0; (await walk.claim(claimId)).state === 'decided'; place += 1) {
      const [task] = walk.openTasks(claimId);
      const reviewer: Caller = {
        subject: `level-${String(place)}`,
        roles: task === undefined ? [] : [task.role],
      };
      await office.give(reviewer, task?.taskId ?? '', { verdict: 'agree', reason });
      if ((await walk.claim(claimId)).state === 'decided') await walk.openTask(claimId);
    }
    const own = await office.readOwn({ caller: walk.citizen, params: { claimId }, query: {}, body: {} });
    return { letter: await letterOf(office, claimId, 'refusal'), own };
  };

  it.each(['同意', '同意。', '属实，同意'])(
    'with the empty words %s gives the engine’s reason alone',
    async (reason) => {
      const { letter, own } = await agreed(reason);
      expect(letter).toMatchObject({ kind: 'refusal', words: '' });
      expect(own.refusal).toMatchObject({ code: 'nothing-due', text: reasonSentence('nothing-due') });
    },
  );

  it('with words of its own gives these, too', async () => {
    const { letter, own } = await agreed('同意，票据已由医保全额报销');
    expect([letter, own.refusal]).toMatchObject([
      { words: '同意，票据已由医保全额报销' },
      { text: '同意，票据已由医保全额报销' },
    ]);
  });
});

describe('why it was refused', () => {
  const facts: Facts = {
    member: DIFFICULT,
    bill: billOf({ claimId: 'ER-0000-0000-0000', bill: claimMessage().bill, answers: [] }, HOSPITAL),
  };

  it('has words for every reason of the engine and of people', () => {
    const codes = refusalCodes();
    // an alert is no reason to refuse
    for (const code of reasonCodes().filter((one) => one !== 'out-of-policy-share'))
      expect(codes).toContain(code);
    for (const code of PEOPLE_REFUSALS) expect(codes).toContain(code);
    const changes = new Set<string>();
    for (const code of codes) {
      const { text, fact, change } = refusalWords(code, facts);
      for (const words of [text, fact, change])
        expect([code, words]).toEqual([code, expect.stringMatching(/[\u4e00-\u9fff]{2}/)]);
      expect(text).not.toContain('未登记的原因代码');
      changes.add(change);
    }
    // two reasons about the scheme's dates, and three about the district, share their words
    expect(changes.size).toBe(codes.length - 3);
  });

  it('names the fact with its value', async () => {
    const office = await openOffice({
      ...DIFFICULT,
      enrolments: [{ from: localDate('2026-11-01'), to: localDate('2027-12-31') }],
    });
    const claimId = await decided(office);
    await office.give(FIRST, reviewTaskId(claimId, 1, 0), agree);
    await office.openTask(claimId, 'token-1');
    await office.give(SECOND, reviewTaskId(claimId, 1, 1), agree);
    const letter = await letterOf(office, claimId, 'refusal');
    if (letter.kind !== 'refusal') throw new Error('no refusal');
    expect(letter.reason.code).toBe('not-enrolled');
    expect(letter.fact).toBe('出院日期：2026年10月1日；登记的参保有效期：2026年11月1日至2027年12月31日');
    expect(letter.change).toContain('参保缴费凭证');
    expect(letter.clauses.length).toBeGreaterThan(0);
  });

  it('by a person in a kind of reason says what changes that kind', async () => {
    const office = await openOffice();
    const claimId = await decided(office);
    await office.give(FIRST, reviewTaskId(claimId, 1, 0), {
      verdict: 'refuse',
      reason: '第二页为复印件',
      code: 'not-original',
    });
    const letter = await letterOf(office, claimId, 'refusal');
    expect('change' in letter && letter.change).toContain('发票原件');
    expect(letter).toMatchObject({
      reason: { code: 'not-original', text: '提交的票据不是原件，或不能确认为原件。' },
      words: '第二页为复印件',
    });
  });

  it('of a bill before the scheme began has a letter, too', async () => {
    const office = await openOffice();
    const papers = [];
    for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
    const old = { ...claimMessage().bill, admittedOn: '2017-09-20', dischargedOn: '2017-10-01' };
    const claimId = await office.take(claimMessage({ papers, bill: old }));
    await office.check(claimId);
    await office.decide(claimId);
    await office.openTask(claimId, 'token-0');
    await office.give(FIRST, reviewTaskId(claimId, 1, 0), agree);
    await office.openTask(claimId, 'token-1');
    await office.give(SECOND, reviewTaskId(claimId, 1, 1), agree);
    expect(await letterOf(office, claimId, 'refusal')).toMatchObject({
      reason: { code: 'scheme-not-yet-valid' },
      fact: '出院日期：2017年10月1日',
    });
  });
});
