/** Papers against the claim, against each other and against other claims: what stops the engine, what a clerk corrects. */
import { findComparison, paperSignals } from '@erbao/paper-checks/comparison';
import { fen } from '@erbao/kernel/money';
import { instantOfMs, localDate, msOf } from '@erbao/kernel/dates';
import { changeStored } from '@erbao/documents/paper';
import { beforeEach, describe, expect, it } from 'vitest';
import * as checks from '../../functions/papers-api/checks.ts';
import * as receipts from '../../functions/papers-api/receipts.ts';
import { ALL_PAPERS, type Office, openOffice, sheetOf } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage } from '../support/sample-facts.ts';

let office: Office;
let walk: ReturnType<typeof walkerIn>;
beforeEach(async () => {
  office = await openOffice();
  walk = walkerIn(office);
});

const STRANGER = '440115197001019019';
/** Small and clean: the engine approves it when its papers agree. */
const small = {
  ...claimMessage().bill,
  amounts: { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' },
};
const money = (sum: number) => ({ as: 'fen', fen: fen(sum) }) as const;
const word = (text: string) => ({ as: 'text', text }) as const;
const clerk = person('clerk-1', 'adjudicator');

const paperOf = async (claimId: string, kind: string): Promise<string> =>
  (await walk.claim(claimId)).papers.find((paper) => paper.kind === kind)?.paperId ?? 'none';
const signalsOf = async (claimId: string) =>
  ((await walk.claim(claimId)).riskSignals ?? []).map(({ code }) => code);
const filed = (nth: number, more: Parameters<typeof claimMessage>[0] = {}) =>
  walk.file(ALL_PAPERS, {
    bill: small,
    filingId: `papers-filing-${String(nth)}`,
    invoice: { code: '44060126', number: String(nth).padStart(10, '0') },
    ...more,
  });
const correct = (claimId: string, paperId: string, field: string, value: string, caller = clerk) =>
  checks.correctReading(office)({
    caller,
    params: { claimId, paperId },
    query: {},
    body: { field, value, reason: '对照原图' },
  });
const view = (claimId: string) =>
  checks.readComparison(office)({ caller: clerk, params: { claimId }, query: {}, body: {} });

describe('papers that agree', () => {
  it('let the engine approve', async () => {
    const claimId = await filed(1);
    await walk.decide(claimId);
    expect((await walk.claim(claimId)).state).toBe('approved');
    expect(await findComparison(office.tables, claimId)).toMatchObject({ findings: [] });
  });

  it('that nobody has read are waited for some minutes, then shown to a person', async () => {
    const claimId = await filed(1);
    await office.check(claimId);
    expect(await office.compare(claimId)).toMatchObject({ next: 'reading' });
    expect(await paperSignals(office.tables, claimId)).toMatchObject([{ code: 'paper-not-read' }]);
    office.setNow(instantOfMs(msOf(office.clock()) + 9 * 60_000));
    expect(await office.compare(claimId)).toMatchObject({ next: 'compared' });
    expect((await paperSignals(office.tables, claimId)).map(({ code }) => code)).toEqual(['paper-not-read']);
  });
});

describe('a sum that differs', () => {
  it('goes to a clerk, who corrects by the paper; the engine decides again by what stands on it', async () => {
    const claimId = await filed(1);
    const sheet = await paperOf(claimId, 'settlement-sheet');
    office.machine.tell(sheet, { basic: money(60_000) });
    await walk.decide(claimId);
    expect((await walk.claim(claimId)).state).toBe('decided');
    expect(await signalsOf(claimId)).toEqual(['paper-amount-differs']);
    const seen = await view(claimId);
    expect(seen.findings).toMatchObject([
      { code: 'paper-amount-differs', fieldName: '基本医疗统筹基金支出', papers: [sheet] },
    ]);
    const field = seen.papers
      .find(({ paperId }) => paperId === sheet)
      ?.fields.find((one) => one.field === 'basic');
    expect(field).toMatchObject({ read: '600.00', sure: true, place: { page: 1 } });
    // the sheet is right, the filing was not
    const facts = { amounts: { basic: '600.00' } };
    await office.give(clerk, walk.taskOf(claimId), { verdict: 'answer', reason: '以结算单为准', facts });
    await office.compare(claimId);
    await walk.decide(claimId);
    expect((await findComparison(office.tables, claimId))?.findings).toEqual([]);
    expect((await walk.claim(claimId)).totalFen).toBe(40_000);
  });

  it('because the machine misread it is corrected beside the reading, and no longer speaks against the claim', async () => {
    const claimId = await filed(1);
    const receipt = await paperOf(claimId, 'invoice');
    office.machine.tell(receipt, { total: money(100_008) }, 700);
    await walk.decide(claimId);
    expect(await signalsOf(claimId)).toEqual(['paper-field-unsure']);
    expect(await correct(claimId, receipt, 'total', '1000.00')).toMatchObject({ findings: [] });
    expect(await signalsOf(claimId)).toEqual([]);
    const field = (await view(claimId)).papers
      .find(({ paperId }) => paperId === receipt)
      ?.fields.find((one) => one.field === 'total');
    expect(field).toMatchObject({ read: '1000.08', corrections: [{ value: '1000.00', by: 'clerk-1' }] });
  });

  it('a person is shown masked, and typed values are sealed', async () => {
    const claimId = await filed(1);
    const card = await paperOf(claimId, 'identity-card');
    office.machine.tell(card, { patientName: word('样例乙') });
    await walk.decide(claimId);
    expect(await signalsOf(claimId)).toEqual(['paper-name-differs']);
    await correct(claimId, card, 'patientName', '样例甲');
    const text = JSON.stringify([
      await view(claimId),
      office.tables.all({
        name: 'paper-corrections',
        partitionKey: 'paperId',
        sortKey: 'place',
        indexes: {},
        streamed: false,
      }),
    ]);
    expect(text).not.toContain('样例乙');
    expect(text).not.toContain('样例甲');
    expect(await signalsOf(claimId)).toEqual([]);
  });

  it.each([
    ['field', 'size', '1', 'field-unknown'],
    ['amount', 'total', '1,000', 'field-value-unreadable'],
    ['date', 'issuedOn', '2026-02-30', 'field-value-unreadable'],
  ])('refuses a wrong %s', async (_what, field, value, code) => {
    const claimId = await filed(1, {
      bill: { ...small, amounts: { ...small.amounts, total: '9000.00', eligible: '9000.00' } },
    });
    await walk.decide(claimId);
    const paperId = await paperOf(claimId, 'invoice');
    await expect(correct(claimId, paperId, field, value)).rejects.toMatchObject({ code });
  });

  it('is not corrected by who filed it, nor after the approval', async () => {
    const claimId = await filed(1);
    await office.check(claimId);
    const paperId = await paperOf(claimId, 'invoice');
    const filer = person('citizen-1', 'adjudicator');
    await expect(correct(claimId, paperId, 'total', '1.00', filer)).rejects.toMatchObject({
      code: 'own-filing-not-reviewable',
    });
    await walk.decide(claimId);
    await expect(correct(claimId, paperId, 'total', '1.00')).rejects.toMatchObject({
      code: 'reading-not-correctable',
    });
  });
});

describe('a paper that was seen before', () => {
  const LOOK = 'f0'.repeat(32);
  const ALIKE = `f1${'f0'.repeat(31)}`;
  const liken = async (claimId: string, likeness: string) => {
    const paperId = await paperOf(claimId, 'invoice');
    await office.check(claimId);
    await office.tables.commit([changeStored(paperId, { likeness, copiedAt: office.clock() })]);
  };
  /** Neither number nor dates nor person can be made out: nothing tells the picture from another. */
  const unread = async (claimId: string, number: string) => {
    const day = { as: 'date', date: localDate('2026-10-05') } as const;
    const fields = { billNumber: word(number), identityNumber: word('4401'), issuedOn: day };
    const days = { admittedOn: day, dischargedOn: day };
    office.machine.tell(await paperOf(claimId, 'invoice'), { ...fields, ...days }, 300);
  };
  const raised = async (claimId: string) => {
    await walk.decide(claimId);
    return { codes: await signalsOf(claimId), levels: walk.openTasks(claimId)[0]?.levels ?? 0 };
  };

  it('the receipt of another claim under a number of its own is found, with both shown, one level higher', async () => {
    const first = await filed(1);
    await walk.decide(first);
    const second = await filed(2);
    // the paper shows the number of the first
    office.machine.tell(await paperOf(second, 'invoice'), { billNumber: word('0000000001') });
    const { codes, levels } = await raised(second);
    expect(codes).toContain('receipt-seen-before');
    expect(levels).toBe(3);
    expect((await view(second)).findings).toContainEqual(
      expect.objectContaining({
        code: 'receipt-seen-before',
        others: [expect.objectContaining({ claimId: first })],
      }),
    );
  });

  it('the same file in another claim is found, unless that one was taken back', async () => {
    const twice = async (nth: number) => {
      const papers = [];
      for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
      const filedAt = office.clock();
      const filingId = `twice-${String(nth)}`;
      const invoice = { code: '44060126', number: `900000000${String(nth)}` };
      const claimId = await office.take(claimMessage({ papers, filedAt, filingId, invoice, bill: small }));
      for (const kind of ['invoice', 'settlement-sheet', 'cost-list'])
        office.machine.tell(await paperOf(claimId, kind), {});
      return claimId;
    };
    const big = await twice(1);
    await walk.decide(big);
    const second = await twice(2);
    expect((await raised(second)).codes).toContain('picture-seen-before');
  });

  it('a photograph sent again, packed otherwise, is found among the claims of the day; another number clears it', async () => {
    const first = await filed(1);
    await liken(first, LOOK);
    await walk.decide(first);
    const cleared = await filed(2);
    await liken(cleared, ALIKE);
    expect((await raised(cleared)).codes).toEqual([]);
    const third = await filed(3);
    await liken(third, ALIKE);
    await unread(third, '0000000003');
    expect((await raised(third)).codes).toEqual(['picture-seen-before']);
  });

  it('nor is it lost in the claim of another member for another day, over the same sum', async () => {
    const first = await filed(1);
    await liken(first, LOOK);
    await walk.decide(first);
    const other = await office.enrol(STRANGER, '样例丁');
    const papers = [];
    for (const kind of ALL_PAPERS)
      papers.push(await office.handIn(kind, sheetOf(`${kind} of another`), other.memberId));
    const bill = { ...small, admittedOn: '2026-09-25', dischargedOn: '2026-10-05' };
    const insured = { identityNumber: STRANGER };
    const asked = { insured, papers, bill, filingId: 'papers-other', filedAt: office.clock() };
    const second = await office.take(
      claimMessage({ ...asked, invoice: { code: '44060126', number: '0000000002' } }),
    );
    await liken(second, ALIKE);
    await unread(second, '0000000002');
    expect((await raised(second)).codes).toContain('picture-seen-before');
    const finding = (await view(second)).findings.find(({ code }) => code === 'picture-seen-before');
    expect(finding?.others).toMatchObject([{ claimId: first }]);
  });
});

describe('票据查验', () => {
  it('is on the claim with who and when; a cancelled receipt raises the level', async () => {
    const claimId = await filed(1, {
      bill: { ...small, amounts: { ...small.amounts, total: '9000.00', eligible: '9000.00' } },
    });
    const record = (result: 'valid' | 'red-flushed') =>
      receipts.recordReceiptCheck(office)({
        caller: person('finance-1', 'finance'),
        params: { claimId },
        query: {},
        body: { result, reference: 'CX-2026-0001' },
      });
    await record('red-flushed');
    expect(await signalsOf(claimId)).toContain('receipt-red-flushed');
    expect((await raisedLevels(claimId)).codes).toContain('receipt-red-flushed');
    await record('valid');
    expect(await signalsOf(claimId)).not.toContain('receipt-red-flushed');
    expect((await view(claimId)).receiptCheck).toMatchObject({ result: 'valid', by: 'finance-1' });
  });
  const raisedLevels = async (claimId: string) => {
    await walk.decide(claimId);
    return { codes: await signalsOf(claimId) };
  };
});
