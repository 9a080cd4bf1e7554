/** Settling at discharge: quoted, settled, answered again, reversed, in its month; at once for one member, and never above a ceiling. */
import { adjudicationTable, accumulatorTable } from '@erbao/adjudication/adjudication-table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { instant } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { lateLineTable } from '@erbao/one-stop/late-line-table';
import { openMonth, changeMonth } from '@erbao/one-stop/hospital-month';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  HOSPITAL,
  identityNumberOf,
  OTHER_HOSPITAL,
  sentSettlement,
} from '../../test/support/one-stop-desk.ts';
import { his, BILL, openDesk } from '../../test/support/his-desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});

describe('settling at discharge', () => {
  it('itemises who pays, what is owed, the clause of each sum and what is left', async () => {
    const answer = await desk.settle(BILL);
    // (12,000 − 400 − 7,000) × 100% at a level-1 hospital inside the district
    expect(answer).toMatchObject({
      state: 'settled',
      outcome: 'granted',
      month: '2026-10',
      grantedFen: 460_000,
      patientOwesFen: 40_000,
      warnings: [],
    });
    expect(answer.earlierPayers.find(({ payer }) => payer === 'basic')?.amountFen).toBe(700_000);
    expect(answer.benefits.map(({ payer, amountFen }) => [payer, amountFen])).toEqual([
      ['inpatient', 460_000],
    ]);
    expect(answer.benefits[0]?.clauses.length).toBeGreaterThan(0);
    expect(answer.ceilings.find(({ ceiling }) => ceiling === 'inpatient')?.leftFen).toBe(
      10_000_000 - 460_000,
    );
  });

  it('is one batched read and one transaction', async () => {
    await desk.settle(BILL);
    expect(desk.tables.counts).toEqual({ getMany: 1, commit: 1, other: 0, written: 5 });
  });

  it('gives the same answer again, without writing', async () => {
    const first = await desk.settle(BILL);
    await desk.settle({ ...BILL, settlementId: 'S2', medicalType: '21' });
    const items = desk.memory.all(ledgerTable).length;
    expect(await desk.settle({ ...BILL, settledAt: '2026-10-19 10:31:07' })).toEqual(first);
    expect(await desk.read('S1')).toEqual(first);
    expect(desk.memory.all(ledgerTable)).toHaveLength(items);
  });

  it('refuses a different settlement under the same id, by the columns that differ', async () => {
    await desk.settle(BILL);
    const other = { ...BILL, amounts: { ...BILL.amounts, cash: '4999.99' } };
    await expect(desk.settle(other)).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'settlement-differs',
      details: {
        fields: ['psn_cash_pay'],
        problems: ['个人现金支出（psn_cash_pay）：已结算 5000.00，本次 4999.99'],
      },
    });
    const person = { ...BILL, insured: { ...BILL.insured, identityNumber: identityNumberOf(2) } };
    await expect(desk.settle(person)).rejects.toMatchObject({ details: { fields: ['certno'] } });
  });

  it('quotes without an effect', async () => {
    const quoted = await desk.quote(BILL);
    expect(quoted).toMatchObject({ state: 'quoted', grantedFen: 460_000, patientOwesFen: 40_000 });
    expect(desk.tables.counts.commit).toBe(0);
  });

  it('says which sums do not add up and by how much, and settles', async () => {
    const answer = await desk.settle({ ...BILL, amounts: { ...BILL.amounts, cash: '4800.00' } });
    expect(answer.warnings).toHaveLength(1);
    expect(answer.warnings[0]).toMatchObject({ identity: 'total-by-payer', differenceFen: 20_000 });
    expect(answer.warnings[0]?.text).toContain('相差 200.00 元');
  });

  it('refuses an unknown person with the office that owns the question', async () => {
    const unknown = { ...BILL, insured: { ...BILL.insured, identityNumber: identityNumberOf(9) } };
    await expect(desk.settle(unknown)).rejects.toMatchObject({
      code: 'member-unknown',
      details: { department: '参保地医保经办机构' },
    });
  });

  it('says who owns the question of an enrolment that does not cover the day', async () => {
    const late = await openDesk(() => instant('2027-02-02T02:00:00.000Z'));
    const answer = await late.settle({
      ...BILL,
      beganOn: '2027-01-03',
      endedOn: '2027-01-09',
      settledAt: '2027-01-09 10:00:00',
    });
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'not-enrolled', patientOwesFen: 500_000 });
    expect(answer.questions).toMatchObject([{ about: 'enrolment' }]);
  });
});

describe('reversing', () => {
  it('restores ceilings and books, answers the same twice, and frees the stay for a new id', async () => {
    const first = await desk.settle(BILL);
    const reversed = await desk.reverse('S1');
    expect(reversed).toEqual({ ...first, state: 'reversed' });
    expect(await desk.reverse('S1')).toEqual(reversed);
    expect(desk.memory.all(accumulatorTable)[0]?.['used']).toMatchObject({ 'inpatient/2026': 0 });
    expect(desk.memory.all(adjudicationTable)[0]).toMatchObject({ state: 'reversed' });
    const entries = desk.memory.all(ledgerTable);
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['benefit-decided', 'decision-reversed']);
    await expect(desk.settle(BILL)).rejects.toMatchObject({ code: 'settlement-reversed' });
    expect(await desk.settle({ ...BILL, settlementId: 'S1-2' })).toMatchObject({ grantedFen: 460_000 });
  });

  it("is refused for another hospital's settlement", async () => {
    await desk.settle(BILL);
    const stranger = his(OTHER_HOSPITAL);
    await expect(desk.reverse('S1', stranger)).rejects.toMatchObject({ code: 'settlement-unknown' });
    await expect(desk.read('S1', stranger)).rejects.toMatchObject({ code: 'settlement-unknown' });
  });
});

describe('the month', () => {
  const SEPTEMBER = {
    ...BILL,
    beganOn: '2026-09-20',
    endedOn: '2026-09-28',
    settledAt: '2026-09-28 10:00:00',
  };

  it('of a late settlement is its own while that is open', async () => {
    expect((await desk.settle(SEPTEMBER)).month).toBe('2026-09');
    expect(desk.memory.all(hospitalSettlementTable)[0]).toMatchObject({ account: `${HOSPITAL}#2026-09` });
  });

  it('is the next open one once it is closed', async () => {
    await desk.memory.commit([changeMonth(openMonth(HOSPITAL, '2026-09'), { state: 'closed' })]);
    expect((await desk.settle(SEPTEMBER)).month).toBe('2026-10');
    expect(desk.tables.counts).toMatchObject({ getMany: 1, commit: 1, other: 0 });
  });

  it('of a reversal is the next open one once its own is closed, and refused while it is closing', async () => {
    await desk.settle(SEPTEMBER);
    await desk.memory.commit([
      { ...changeMonth({ ...openMonth(HOSPITAL, '2026-09'), version: 1 }, { state: 'closed' }) },
    ]);
    expect(await desk.reverse('S1')).toMatchObject({ state: 'reversed' });
    expect(desk.memory.all(lateLineTable)).toMatchObject([
      { account: `${HOSPITAL}#2026-10`, ofMonth: '2026-09', setlId: 'S1', kind: 'reversed' },
    ]);
    expect(desk.memory.all(lateLineTable)[0]?.['grantedFen']).toBeLessThan(0);
    // said again it is answered again, and there is one line
    expect(await desk.reverse('S1')).toMatchObject({ state: 'reversed' });
    expect(desk.memory.all(lateLineTable)).toHaveLength(1);
    await desk.settle({ ...SEPTEMBER, settlementId: 'S2' });
    await desk.memory.commit([changeMonth(openMonth(HOSPITAL, '2026-08'), { state: 'closing' })]);
    await desk.settle({
      ...SEPTEMBER,
      settlementId: 'S3',
      beganOn: '2026-07-20',
      endedOn: '2026-07-28',
      settledAt: '2026-07-28 10:00:00',
    });
    await desk.memory.commit([
      changeMonth({ ...openMonth(HOSPITAL, '2026-07'), version: 1 }, { state: 'closing' }),
    ]);
    await expect(desk.reverse('S3')).rejects.toMatchObject({ code: 'settlement-month-closing' });
  });
});

describe('several settlements of one member at once', () => {
  it('never exceed a ceiling', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 2, maxLength: 6 }),
        async (sums) => {
          const { settle, memory } = await openDesk();
          const answers = await Promise.all(
            sums.map((sum, index) =>
              settle(
                sentSettlement({
                  settlementId: `P${String(index)}`,
                  serial: 1,
                  totalFen: fen(sum + 40_000),
                  basicFen: fen(0),
                }),
              ),
            ),
          );
          const granted = answers.reduce((total, { grantedFen }) => total + grantedFen, 0);
          expect(granted).toBe(
            Math.min(
              10_000_000,
              sums.reduce((total, sum) => total + sum, 0),
            ),
          );
          expect(memory.all(accumulatorTable)[0]?.['used']).toMatchObject({ 'inpatient/2026': granted });
        },
      ),
      { numRuns: 40 },
    );
  });
});
