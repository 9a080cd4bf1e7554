/** Every step of a claim, once, twice and by two at the same time: the same claim, the same sum, one payment. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import { claimById } from '@erbao/claims/claim';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { paymentTable } from '@erbao/payout/payment-table';
import { reviewTaskId } from '@erbao/review/review-task';
import { reviewTaskTable } from '@erbao/review/review-task-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { balanceIn } from '../support/books.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { claimMessage, ORDINARY } from '../support/sample-facts.ts';

const person = (subject: string, ...roles: Role[]): Caller => ({ subject, roles });
const FIRST = person('first', 'adjudicator');
const SECOND = person('second', 'reviewer');
const agree = { verdict: 'agree', reason: '同意' } as const;

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const filedWith = async (
  kinds = ALL_PAPERS,
  more: Parameters<typeof claimMessage>[0] = {},
): Promise<string> => {
  const papers = [];
  for (const kind of kinds) papers.push(await office.handIn(kind));
  return office.take(claimMessage({ papers, ...more }));
};

const decided = async (more: Parameters<typeof claimMessage>[0] = {}): Promise<string> => {
  const claimId = await filedWith(ALL_PAPERS, more);
  await office.check(claimId);
  await office.decide(claimId);
  await office.openTask(claimId, 'token-0');
  return claimId;
};

const level = (claimId: string, place: number, version = 1): string => reviewTaskId(claimId, version, place);

const approved = async (): Promise<string> => {
  const claimId = await decided();
  await office.give(FIRST, level(claimId, 0), agree);
  await office.openTask(claimId, 'token-1');
  await office.give(SECOND, level(claimId, 1), agree);
  return claimId;
};

describe('a message', () => {
  it('that comes twice is one claim and one execution', async () => {
    const message = claimMessage();
    const first = await office.take(message);
    expect(await office.take({ ...message, filedAt: '2026-10-12T03:00:00.000Z' })).toBe(first);
    expect([...office.workflows.started.keys()]).toEqual([`claim-review:${first}`]);
  });

  it('with a known filing id and other contents is refused', async () => {
    await office.take(claimMessage());
    const other = claimMessage({ invoice: { code: '44060126', number: '0000000002' } });
    await expect(office.take(other)).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'filing-id-reused',
    });
  });

  it('two deliveries at once: one keeps the claim, the other is brought again', async () => {
    const outcomes = await Promise.allSettled([office.take(claimMessage()), office.take(claimMessage())]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Conflict);
    expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true);
  });

  it.each([
    [{ insured: { identityNumber: '440115197001019019' } }, 'member-unknown'],
    [{ bill: { ...claimMessage().bill, hospitalId: 'H44011599999' } }, 'hospital-unknown'],
  ])('of nobody or nowhere is refused with a code: %j', async (more, code) => {
    await expect(office.take(claimMessage(more))).rejects.toMatchObject({ kind: 'InvalidInput', code });
  });

  it('leaves no account number and no name readable in any table', async () => {
    const claimId = await approved();
    const everything = JSON.stringify([
      await claimById(office.tables, claimId),
      office.tables.all(paymentTable),
      office.tables.all(outboxTable),
    ]);
    expect(everything).not.toContain('6200000000000000018');
    expect(everything).not.toContain('样例甲');
  });
});

describe('papers', () => {
  it('that are missing are named all at once, and the check waits', async () => {
    const claimId = await filedWith(['invoice', 'diagnosis']);
    const output = await office.check(claimId);
    expect(output).toEqual({ claimId, next: 'incomplete', waitId: `${claimId}/supplement/1` });
    const claim = await claimById(office.tables, claimId);
    expect(claim.missing).toEqual([
      'medical-record',
      'cost-list',
      'bank-account',
      'identity-card',
      'settlement-sheet',
    ]);
    expect(await office.check(claimId)).toEqual(output);
    const asked = office.tables
      .all(outboxTable)
      .filter((event) => JSON.stringify(event).includes('claim-incomplete'));
    expect(asked).toHaveLength(1);
  });

  it('that are not what the ticket promised do not count', async () => {
    const claimId = await filedWith(['invoice']);
    const { paperId } = await office.handIn('diagnosis', new TextEncoder().encode('no pdf at all'));
    expect((await office.check(claimId)).next).toBe('incomplete');
    expect(paperId).toMatch(/^paper-/);
  });

  it('count as what they were ticketed for, whatever the message calls them', async () => {
    const papers = [];
    for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
    const swapped = papers.map((paper, place) => ({
      ...paper,
      kind: ALL_PAPERS[(place + 1) % 7] ?? 'invoice',
    }));
    const claimId = await office.take(claimMessage({ papers: swapped }));
    expect((await office.check(claimId)).next).toBe('complete');
  });

  it('that are complete start the promise once', async () => {
    const claimId = await filedWith();
    const output = await office.check(claimId);
    expect(await office.check(claimId)).toEqual(output);
    const watch = (mark: string) =>
      office.watch({ subjectId: claimId, deadlineId: 'claim-5wd', mark, revision: 1 });
    // Monday 12 October 2026, ten o'clock: five working days end with the 19th
    expect(await watch('none')).toMatchObject({ next: 'wait', mark: 'warned-60' });
    expect(await watch('warned-60')).toMatchObject({ next: 'wait', mark: 'warned-80' });
    expect(await watch('warned-60')).toMatchObject({ next: 'wait', mark: 'warned-80' });
    expect(await watch('warned-80')).toMatchObject({
      next: 'wait',
      mark: 'breached',
      at: '2026-10-19T16:00:00.000Z',
    });
    expect(await watch('breached')).toMatchObject({ next: 'done' });
  });
});

describe('review', () => {
  it('by two persons approves the claim and makes one payment', async () => {
    const claimId = await approved();
    const claim = await claimById(office.tables, claimId);
    expect(claim).toMatchObject({ state: 'approved', outcome: 'granted', totalFen: 490_000 });
    expect(office.tables.all(paymentTable)).toMatchObject([
      { claimId, amountFen: 490_000, state: 'payable' },
    ]);
    const entries = office.tables.all(ledgerTable);
    expect(entries.map((entry) => [entry['debit'], entry['credit'], entry['amountFen']])).toEqual([
      ['benefit-expense', 'reserved', 490_000],
      ['reserved', 'payable', 490_000],
    ]);
  });

  it('goes to the deputy director from 5,000 yuan', async () => {
    const bill = claimMessage().bill;
    const claimId = await decided({ bill: { ...bill, amounts: { ...bill.amounts, total: '9000.00' } } });
    expect(office.tables.all(reviewTaskTable)).toMatchObject([
      { claimId, level: 0, levels: 3, role: 'adjudicator' },
    ]);
  });

  it('pressed twice, or by two at once: one wins, the other is told', async () => {
    const claimId = await decided();
    const press = (who: string) => office.give(person(who, 'adjudicator'), level(claimId, 0), agree);
    const outcomes = await Promise.allSettled([press('a'), press('b'), press('c')]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ kind: 'Conflict', code: 'review-task-decided' });
  });

  it('refuses the wrong role, a second level by one person, and whoever filed the claim', async () => {
    const claimId = await decided({ filedBy: 'clerk' });
    const task = level(claimId, 0);
    await expect(office.give(SECOND, task, agree)).rejects.toMatchObject({ code: 'review-level-not-yours' });
    await expect(office.give(person('clerk', 'adjudicator'), task, agree)).rejects.toBeInstanceOf(Forbidden);
    await office.give(FIRST, task, agree);
    await office.openTask(claimId, 'token-1');
    const both = person('first', 'adjudicator', 'reviewer');
    await expect(office.give(both, level(claimId, 1), agree)).rejects.toMatchObject({
      code: 'two-levels-by-one-person',
    });
  });

  it('that refuses gives the ceilings and the reservation back', async () => {
    const claimId = await decided();
    await office.give(FIRST, level(claimId, 0), { verdict: 'refuse', reason: '发票为复印件' });
    const claim = await claimById(office.tables, claimId);
    expect(claim).toMatchObject({ state: 'refused', refusal: { code: 'refused-by-reviewer', by: 'first' } });
    const sum = (account: string) => balanceIn(office.tables, account);
    expect([sum('benefit-expense'), sum('reserved')]).toEqual([0, 0]);
    expect(office.tables.all(paymentTable)).toEqual([]);
  });

  it('answers a question with a fact, and the engine decides again', async () => {
    office = await openOffice(ORDINARY);
    const bill = claimMessage().bill;
    const cancer = { ...bill, diagnoses: [{ code: 'C16.900', main: true }] };
    const claimId = await decided({ bill: cancer });
    const facts = { pathologyConfirmed: true, firstConfirmedOn: '2026-09-21' };
    const answer = { verdict: 'answer', reason: '已见病理报告', facts } as const;
    expect(await office.give(FIRST, level(claimId, 0), answer)).toMatchObject({ next: 'decide-again' });
    const before = await claimById(office.tables, claimId);
    expect(before).toMatchObject({ state: 'accepted', totalFen: 360_000 });
    await office.decide(claimId);
    // inpatient 8000 − 400 − 4000 = 3600.00, cancer 8000 − 4000 − 3600 = 400.00, condolence 2000.00
    expect(await claimById(office.tables, claimId)).toMatchObject({
      state: 'decided',
      adjudicationVersion: 2,
      totalFen: 600_000,
    });
  });

  it('carries the verdict to a workflow that was lost and replayed', async () => {
    const claimId = await approved();
    await office.openTask(claimId, 'token-of-the-replay');
    expect(office.workflows.answered.get('token-of-the-replay')).toMatchObject({ next: 'approved' });
  });
});

describe('every step', () => {
  it('repeated by a retry or a replay finds what was done', async () => {
    const claimId = await approved();
    expect(await office.check(claimId)).toMatchObject({ next: 'complete' });
    expect(await office.decide(claimId)).toMatchObject({ claimId, next: 'approved' });
    await expect(office.give(SECOND, level(claimId, 1), agree)).rejects.toBeInstanceOf(Conflict);
    expect(office.tables.all(paymentTable)).toHaveLength(1);
  });

  it('refuses a claim that has not come so far', async () => {
    const claimId = await filedWith();
    await expect(office.decide(claimId)).rejects.toMatchObject({ code: 'claim-not-accepted' });
  });
});
