/** The letters of real claims of the office in memory: every sum with its clause, no letter before its time or for a stranger. */
import type { Caller } from '@erbao/api-contracts/caller';
import { claimLetter } from '@erbao/case-file/claim-letter';
import { refusalCodes, refusalWords } from '@erbao/case-file/refusal-words';
import { billOf } from '@erbao/adjudication/claim-facts';
import { PEOPLE_REFUSALS } from '@erbao/api-contracts/refusal-codes';
import type { ClaimLetterKind } from '@erbao/api-contracts/letters';
import type { Facts } from '@erbao/benefit-policy/facts';
import { reasonCodes, reasonSentence } from '@erbao/benefit-policy/reasons';
import { claimById } from '@erbao/claims/claim';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import { instant, localDate } from '@erbao/kernel/dates';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { reviewTaskId } from '@erbao/review/review-task';
import { describe, expect, it } from 'vitest';
import { readBatchPaper, readOwnLetter } from '../../functions/letters-api/letters.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { CLOSING_DAY, paymentSteps } from '../support/payment-office.ts';
import { walkerIn } from '../support/claim-walk.ts';
import { claimMessage, DIFFICULT, HOSPITAL, ORDINARY } from '../support/sample-facts.ts';

const FIRST: Caller = { subject: 'first', roles: ['adjudicator'] };
const SECOND: Caller = { subject: 'second', roles: ['reviewer'] };
const agree = { verdict: 'agree', reason: '同意' } as const;

const decided = async (office: Office): Promise<string> => {
  const papers = [];
  for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
  const claimId = await office.take(claimMessage({ papers }));
  await office.check(claimId);
  await office.decide(claimId);
  await office.openTask(claimId, 'token-0');
  return claimId;
};

const approved = async (office: Office): Promise<string> => {
  const claimId = await decided(office);
  await office.give(FIRST, reviewTaskId(claimId, 1, 0), agree);
  await office.openTask(claimId, 'token-1');
  await office.give(SECOND, reviewTaskId(claimId, 1, 1), agree);
  return claimId;
};

const letterOf = async (office: Office, claimId: string, kind: ClaimLetterKind) =>
  claimLetter(office, await claimById(office.tables, claimId), kind);

const doors = (office: Office) => {
  const papers = memoryFiles();
  const printed: string[] = [];
  const render = (_page: unknown, issuedOn: string) => {
    printed.push(issuedOn);
    return Promise.resolve(new Uint8Array([1]));
  };
  return { papers, printed, needs: { ...office, papers, render } };
};

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
