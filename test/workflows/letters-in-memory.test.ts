/** The letters of real claims of the office in memory: every sum with its clause, no letter before its time or for a stranger. */
import type { Caller } from '@erbao/api-contracts/caller';
import { claimLetter } from '@erbao/case-file/claim-letter';
import { claimById } from '@erbao/claims/claim';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { reviewTaskId } from '@erbao/review/review-task';
import { describe, expect, it } from 'vitest';
import { readBatchPaper, readOwnLetter } from '../../functions/letters-api/letters.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { CLOSING_DAY, paymentSteps } from '../support/payment-office.ts';
import { claimMessage } from '../support/sample-facts.ts';

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

const letterOf = async (office: Office, claimId: string, kind: 'decision' | 'refusal' | 'return') =>
  claimLetter(office, await claimById(office.tables, claimId), kind);

const doors = (office: Office) => {
  const papers = memoryFiles();
  const printed: string[] = [];
  const render = (_page: unknown, issuedOn: string) => {
    printed.push(issuedOn);
    return Promise.resolve(new Uint8Array([1]));
  };
  return { papers, printed, needs: { ...office, papers, render, payerName: '专户' } };
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
    });
    await expect(letterOf(office, claimId, 'decision')).rejects.toMatchObject({ code: 'letter-not-ready' });
  });
});

describe('a return notice', () => {
  it('names everything that is missing and everything that goes back', async () => {
    const office = await openOffice();
    const papers = [await office.handIn('invoice'), await office.handIn('diagnosis')];
    const claimId = await office.take(claimMessage({ papers }));
    await office.check(claimId);
    const letter = await letterOf(office, claimId, 'return');
    if (letter.kind !== 'return') throw new Error('not a return notice');
    expect(letter.missing).toHaveLength(5);
    expect(letter.returned).toHaveLength(2);
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
