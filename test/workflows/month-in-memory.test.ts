/** A hospital's month with one of each difference: matched, answered, decided, closed; nothing paid twice. */
import { accumulatorTable } from '@erbao/adjudication/adjudication-table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { joinPieces } from '@erbao/cloud-kit/files';
import { templateHeader } from '@erbao/settlement-files/template';
import { writeXlsx } from '@erbao/tabular/write-xlsx';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOSPITAL, identityNumberOf } from '../support/one-stop-desk.ts';
import { type MonthOffice, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';

const EACH_FEN = 460_000;
let office: MonthOffice;
beforeEach(async () => {
  office = await openMonthOffice();
});

const postedFen = (): number =>
  office.tables
    .all(ledgerTable)
    .reduce(
      (sum, { kind, amountFen }) => sum + (kind === 'decision-reversed' ? -1 : 1) * Number(amountFen),
      0,
    );

/** 1 equal, 2 another sum, 3 only on record, 4 reversed, 5 only in the file, 1 again, one unreadable, one unknown. */
const handInOfEach = async (): Promise<string> => {
  for (const serial of [1, 2, 3, 4]) await office.settle(stayNo(serial));
  await office.reverse('S4');
  return office.upload([
    rowOf(stayNo(1)),
    rowOf(stayNo(2), { psn_cash_pay: '4999.00', hosp_part_amt: '1.00' }),
    rowOf(stayNo(4)),
    rowOf(stayNo(5)),
    rowOf(stayNo(1)),
    rowOf(stayNo(6), { medfee_sumamt: '1,2' }),
    rowOf(stayNo(7), { certno: identityNumberOf(99) }),
  ]);
};

describe('matching', () => {
  it('tells apart what is equal, differs, is missing on either side, doubled or reversed', async () => {
    const fileId = await handInOfEach();
    expect(await office.workThrough(fileId)).toEqual({ fileId, next: 'differing' });
    const found = await office.differences(fileId);
    expect(found.map(({ kind, setlId }) => [kind, setlId])).toEqual([
      ['amount-differs', 'S2'],
      ['reversed', 'S4'],
      ['duplicate', 'S1'],
      ['bad', 'S6'],
      ['undecided', 'S7'],
      ['record-only', 'S3'],
    ]);
    expect(found[0]?.columns).toEqual([
      { column: 'psn_cash_pay', columnName: '个人现金支出', said: '4999.00', onRecord: '5000.00' },
      { column: 'hosp_part_amt', columnName: '医院负担金额', said: '1.00', onRecord: '0.00' },
    ]);
    // on record and met: 1, 2, 3 and the file's own 5
    expect(await office.month()).toMatchObject({
      state: 'differing',
      unsettled: 6,
      totals: { settlements: 4, billedFen: 4_800_000, grantedFen: 4 * EACH_FEN },
    });
  });

  it('pays nothing twice', async () => {
    const fileId = await handInOfEach();
    await office.workThrough(fileId);
    expect(postedFen()).toBe(4 * EACH_FEN);
    const { totals } = await office.readFile(fileId);
    expect(totals).toMatchObject({ rowsIn: 7, decided: 2, referred: 4, bad: 1, grantedFen: 2 * EACH_FEN });
    expect(totals?.reconciles).toBe(true);
  });

  it('gives the same when every step runs twice', async () => {
    const fileId = await handInOfEach();
    await office.workThrough(fileId);
    const before = office.tables.all(settlementFileTable);
    expect(await office.workThrough(fileId)).toEqual({ fileId, next: 'differing' });
    expect(office.tables.all(settlementFileTable)).toEqual(before);
  });

  it('writes the differences file with row, column, both values and the reason', async () => {
    const fileId = await handInOfEach();
    await office.workThrough(fileId);
    const lines = await office.readWorkbook('differences.xlsx');
    expect(lines).toHaveLength(1 + 2 + 5);
    expect(lines[1]?.join()).toContain('2,3,S2,与结算记录不一致,psn_cash_pay,个人现金支出,4999.00,5000.00');
    expect(lines.join()).not.toMatch(/44011519600101|样例甲/);
  });

  it('settles a workbook like a text file, and answers in a workbook', async () => {
    const rows = [1, 2].map((serial) => rowOf(stayNo(serial)).split(','));
    const columns = templateHeader('chinese').map((header) => ({ header }));
    const bytes = await joinPieces(writeXlsx('明细', columns, rows));
    const fileId = await office.uploadBytes(bytes, '五月.xlsx');
    await office.workThrough(fileId);
    expect(await office.readFile(fileId)).toMatchObject({
      totals: { rowsIn: 2, decided: 2, grantedFen: 2 * EACH_FEN, reconciles: true },
    });
    const lines = await office.readWorkbook('result.xlsx');
    expect(lines.map((line) => line.slice(0, 4))).toEqual([
      ['行号 row', '文件行 line', '结算ID setl_id', '处理结果 outcome'],
      ['1', '2', 'S1', '给付'],
      ['2', '3', 'S2', '给付'],
    ]);
  });

  it('of a second upload meets what the first one settled', async () => {
    const first = await office.upload([rowOf(stayNo(5)), rowOf(stayNo(6))]);
    await office.workThrough(first);
    const second = await office.upload([rowOf(stayNo(5))]);
    await office.workThrough(second);
    expect((await office.differences(second)).map(({ kind, setlId }) => [kind, setlId])).toEqual([
      ['record-only', 'S6'],
    ]);
    expect(postedFen()).toBe(2 * EACH_FEN);
    await expect(office.answer(first, 'row-00000001', 'accept')).rejects.toMatchObject({
      code: 'difference-unknown',
    });
  });

  it('of a second upload corrects what the first one settled, ceilings and books with it', async () => {
    await office.workThrough(await office.upload([rowOf(stayNo(5)), rowOf(stayNo(6))]));
    // 1,000 yuan more from basic insurance, so 1,000 less from here
    const corrected = { hifp_pay: '8000.00', fund_pay_sumamt: '8000.00', psn_cash_pay: '4000.00' };
    const second = await office.upload([rowOf(stayNo(5), corrected), rowOf(stayNo(6))]);
    await office.workThrough(second);
    expect(await office.differences(second)).toEqual([]);
    expect(postedFen()).toBe(2 * EACH_FEN - 100_000);
    expect((await office.month()).totals).toMatchObject({
      settlements: 2,
      grantedFen: 2 * EACH_FEN - 100_000,
    });
    const used = office.tables.all(accumulatorTable).map((item) => item['used']);
    expect(used).toContainEqual({ 'inpatient/2026': EACH_FEN - 100_000 });
    expect(await office.settle(stayNo(6))).toMatchObject({ grantedFen: EACH_FEN });
  });

  it("of the month's file meets what a day's file brought when the line was down", async () => {
    await office.settle(stayNo(1));
    const day = await office.upload([rowOf(stayNo(2))], 'day');
    await office.workThrough(day);
    expect(await office.month()).toMatchObject({ state: 'collecting', unsettled: 0, working: 0 });
    const fileId = await office.upload([rowOf(stayNo(1)), rowOf(stayNo(2))]);
    await office.workThrough(fileId);
    expect(await office.month()).toMatchObject({ unsettled: 0, totals: { settlements: 2 } });
    expect(postedFen()).toBe(2 * EACH_FEN);
  });

  it('counts a settlement of another month there and not here', async () => {
    office.at('2026-11-02T02:00:00.000Z');
    const late = { ...stayNo(1), settledAt: '2026-11-01 10:00:00' };
    expect((await office.settle(late)).month).toBe('2026-11');
    const fileId = await office.upload([rowOf(stayNo(1))]);
    await office.workThrough(fileId);
    expect((await office.differences(fileId))[0]).toMatchObject({ kind: 'duplicate', recordFen: 0 });
    expect((await office.month()).totals).toMatchObject({ settlements: 0, grantedFen: 0 });
  });

  it('knows a refund of a reversed settlement, and one that nobody reversed', async () => {
    for (const serial of [1, 2]) await office.settle(stayNo(serial));
    await office.reverse('S1');
    const refund = { refd_setl_flag: '1' };
    const fileId = await office.upload([rowOf(stayNo(1), refund), rowOf(stayNo(2), refund)]);
    await office.workThrough(fileId);
    const found = await office.differences(fileId);
    expect(found.map(({ setlId, kind }) => [setlId, kind])).toEqual([['S2', 'reversed']]);
    expect(found[0]?.reason).toContain('尚未冲正');
    expect((await office.month()).totals).toMatchObject({ settlements: 1, grantedFen: EACH_FEN });
  });
});

describe('the month', () => {
  const settleAll = async (fileId: string): Promise<void> => {
    for (const { differenceId, kind } of await office.differences(fileId)) {
      await office.answer(fileId, differenceId, kind === 'amount-differs' ? 'explain' : 'accept');
      if (kind === 'amount-differs') await office.decide(fileId, differenceId);
    }
  };

  it('closes when every difference is settled and the three totals agree', async () => {
    const fileId = await handInOfEach();
    await office.workThrough(fileId);
    office.at('2026-11-05T02:00:00.000Z');
    await settleAll(fileId);
    expect(await office.month()).toMatchObject({ state: 'differing', unsettled: 0 });
    const differing = await office.summarise(5, '48000.00', '18400.00');
    expect(differing).toMatchObject({
      state: 'differing',
      totalsThatDiffer: [{ name: 'settlements', difference: 1 }],
    });
    await expect(office.askClose(4 * EACH_FEN)).rejects.toMatchObject({
      code: 'settlement-month-moved-on',
    });
    expect(await office.summarise(4, '48000.00', '18400.00')).toMatchObject({ state: 'balanced' });
    await expect(office.askClose(4 * EACH_FEN + 1)).rejects.toMatchObject({
      code: 'settlement-totals-differ',
    });
    expect(await office.close(4 * EACH_FEN)).toMatchObject({ state: 'closed' });
    // what is settled late belongs to the next month, and the closed one takes no file
    expect((await office.settle(stayNo(8))).month).toBe('2026-11');
    await expect(office.upload([rowOf(stayNo(9))])).rejects.toMatchObject({
      code: 'settlement-month-closed',
    });
    expect(await office.reverse('S1')).toMatchObject({ state: 'reversed' });
    expect((await office.month()).totals).toMatchObject({ settlements: 4 });
  });

  it('does not close over a settlement that was reversed after the matching', async () => {
    for (const serial of [1, 2]) await office.settle(stayNo(serial));
    const fileId = await office.upload([1, 2].map((serial) => rowOf(stayNo(serial))));
    await office.summarise(2, '24000.00', '9200.00');
    expect(await office.workThrough(fileId)).toMatchObject({ next: 'balanced' });
    office.at('2026-11-05T02:00:00.000Z');
    await office.reverse('S2');
    expect(await office.month()).toMatchObject({
      state: 'differing',
      totals: { settlements: 1, grantedFen: EACH_FEN },
    });
    await expect(office.askClose(2 * EACH_FEN)).rejects.toMatchObject({
      code: 'settlement-month-moved-on',
    });
    // the hospital says the same, and it balances again
    expect(await office.summarise(1, '12000.00', '4600.00')).toMatchObject({ state: 'balanced' });
    expect(await office.close(EACH_FEN)).toMatchObject({ state: 'closed' });
  });

  it('counts what is settled late into it, so that nothing closes without it', async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1))]);
    await office.summarise(1, '12000.00', '4600.00');
    await office.workThrough(fileId);
    office.at('2026-11-03T02:00:00.000Z');
    expect((await office.settle(stayNo(2))).month).toBe('2026-10');
    expect(await office.month()).toMatchObject({ state: 'differing', totals: { settlements: 2 } });
    await office.summarise(2, '24000.00', '9200.00');
    expect(await office.close(2 * EACH_FEN)).toMatchObject({ state: 'closed' });
  });

  it('opens again with the reason when the record adds up to something else', async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1))]);
    await office.summarise(1, '12000.00', '4600.00');
    await office.workThrough(fileId);
    office.at('2026-11-05T02:00:00.000Z');
    await office.tables.commit([
      {
        do: 'change',
        table: hospitalSettlementTable,
        key: { settlementId: settlementIdOf(HOSPITAL, 'S1') },
        set: { grantedFen: 459_999 },
        expect: {},
      },
    ]);
    const again = await office.close(EACH_FEN);
    expect(again).toMatchObject({ state: 'balanced' });
    expect(again.closingProblems).toEqual(['本方案支付（医院垫付）：核平时 4600.00，结账时记录为 4599.99']);
  });

  it('does not close before it is over, nor while a file is being settled', async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1))]);
    await office.summarise(1, '12000.00', '4600.00');
    await office.workThrough(fileId);
    await expect(office.askClose(EACH_FEN)).rejects.toMatchObject({ code: 'settlement-month-not-over' });
  });

  it('takes an answer once', async () => {
    const fileId = await handInOfEach();
    await office.workThrough(fileId);
    await office.answer(fileId, 'row-00000002', 'accept');
    await expect(office.answer(fileId, 'row-00000002', 'accept')).rejects.toMatchObject({
      code: 'difference-answered',
    });
    expect((await office.month()).unsettled).toBe(5);
  });
});

describe('any mixture of window and file', () => {
  it('pays each settlement once and balances, whatever is settled where', async () => {
    const place = fc.constantFrom('window', 'file', 'both');
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 12 }), async (places) => {
        office = await openMonthOffice();
        const rows: string[] = [];
        for (const [serial, where] of places.entries()) {
          if (where !== 'file') await office.settle(stayNo(serial));
          if (where !== 'window') rows.push(rowOf(stayNo(serial)));
        }
        if (rows.length === 0) return;
        const fileId = await office.upload(rows);
        await office.workThrough(fileId);
        expect(postedFen()).toBe(places.length * EACH_FEN);
        expect(office.tables.all(hospitalSettlementTable)).toHaveLength(places.length);
        const open = places.filter((where) => where === 'window').length;
        expect(await office.month()).toMatchObject({
          unsettled: open,
          totals: { settlements: places.length, grantedFen: places.length * EACH_FEN },
        });
      }),
      { numRuns: 30 },
    );
  });
});
