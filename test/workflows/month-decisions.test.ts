/** What a clerk may make of a difference: the record, the hospital's figures as the plan decides them, or nothing. */
import { accumulatorTable, adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { identityNumberOf } from '../support/one-stop-desk.ts';
import { type MonthOffice, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';

const EACH_FEN = 460_000;
let office: MonthOffice;
beforeEach(async () => {
  office = await openMonthOffice();
});

const reserved = (): number =>
  office.tables
    .all(ledgerTable)
    .reduce(
      (sum, { kind, amountFen }) => sum + (kind === 'decision-reversed' ? -1 : 1) * Number(amountFen),
      0,
    );
const used = (): number =>
  office.tables
    .all(accumulatorTable)
    .flatMap((item): unknown[] => Object.values(item['used'] ?? {}))
    .reduce((sum: number, one) => sum + Number(one), 0);

/** The window settled 1; the file says that basic insurance paid 1,000 yuan more. */
const MORE = { hifp_pay: '8000.00', fund_pay_sumamt: '8000.00', psn_cash_pay: '4000.00' };

describe('a clerk', () => {
  it("takes the hospital's figures, and the plan decides the sum; both versions stay on record", async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1), MORE)]);
    await office.workThrough(fileId);
    const decided = await office.decide(fileId, 'row-00000001', 'take-file');
    expect(decided).toMatchObject({
      state: 'decided',
      decision: {
        kind: 'take-file',
        by: 'clerk-1',
        beforeFen: EACH_FEN,
        afterFen: EACH_FEN - 100_000,
        outcome: 'granted',
      },
    });
    expect([reserved(), used()]).toEqual([EACH_FEN - 100_000, EACH_FEN - 100_000]);
    expect(office.tables.all(adjudicationTable).map(({ state }) => state)).toEqual(['reversed', 'standing']);
    expect(await office.month()).toMatchObject({
      unsettled: 0,
      totals: { settlements: 1, billedFen: 1_200_000, grantedFen: EACH_FEN - 100_000 },
    });
    await expect(office.decide(fileId, 'row-00000001', 'take-file')).rejects.toMatchObject({
      code: 'difference-answered',
    });
  });

  it('upholds the record, and nothing moves', async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1), MORE)]);
    await office.workThrough(fileId);
    expect(await office.decide(fileId, 'row-00000001', 'uphold')).toMatchObject({
      decision: { kind: 'uphold', beforeFen: EACH_FEN, afterFen: EACH_FEN },
    });
    expect(reserved()).toBe(EACH_FEN);
  });

  it("does not take a row of somebody else's", async () => {
    await office.settle(stayNo(1));
    const fileId = await office.upload([rowOf(stayNo(1), { certno: identityNumberOf(2) })]);
    await office.workThrough(fileId);
    await expect(office.decide(fileId, 'row-00000001', 'take-file')).rejects.toMatchObject({
      code: 'row-of-another-person',
    });
  });

  it('drops what only the record has: taken back, ceilings free', async () => {
    for (const serial of [1, 2]) await office.settle(stayNo(serial));
    const fileId = await office.upload([rowOf(stayNo(1))]);
    await office.workThrough(fileId);
    const [difference] = await office.differences(fileId);
    await office.decide(fileId, difference?.differenceId ?? '', 'not-payable');
    expect([reserved(), used()]).toEqual([EACH_FEN, EACH_FEN]);
    expect(await office.month()).toMatchObject({
      unsettled: 0,
      totals: { settlements: 1, grantedFen: EACH_FEN },
    });
  });

  it('refuses what cannot be decided by name, and cannot pay it', async () => {
    const fileId = await office.upload([
      rowOf(stayNo(1), { certno: identityNumberOf(99) }),
      rowOf(stayNo(2), { medfee_sumamt: '1,2' }),
    ]);
    await office.workThrough(fileId);
    await expect(office.decide(fileId, 'row-00000001', 'take-file')).rejects.toMatchObject({
      code: 'row-still-undecided',
    });
    for (const decision of ['uphold', 'take-file'] as const)
      await expect(office.decide(fileId, 'row-00000002', decision)).rejects.toMatchObject({
        code: 'difference-not-decidable-so',
      });
    for (const row of ['row-00000001', 'row-00000002'])
      expect(await office.decide(fileId, row, 'not-payable')).toMatchObject({
        state: 'decided',
        decision: { kind: 'not-payable', by: 'clerk-1', afterFen: 0 },
      });
    expect(await office.month()).toMatchObject({ unsettled: 0, totals: { settlements: 0 } });
  });
});
