/** From agreed totals to money and an agreed statement: who may do what, once only, and what a late reversal does. */
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { lateLineTable } from '@erbao/one-stop/late-line-table';
import { payerIdOf } from '@erbao/payout/payer-accounts';
import { paymentTable } from '@erbao/payout/payment-table';
import { statementListKey } from '@erbao/settlement-files/closing-files';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLERK, type MonthOffice, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { APPROVER, CHECKER, giveAccount, statementOffice } from '../support/statement-office.ts';

const EACH_FEN = 460_000;
let office: MonthOffice;
let desk: ReturnType<typeof statementOffice>;
beforeEach(async () => {
  office = await openMonthOffice();
  desk = statementOffice(office);
  await giveAccount(office);
});

/** October with so many stays, matched, balanced and closed on 5 November. */
const closeOctober = async (serials: readonly number[]) => {
  for (const serial of serials) await office.settle(stayNo(serial));
  office.at('2026-11-04T02:00:00.000Z');
  await office.workThrough(await office.upload(serials.map((serial) => rowOf(stayNo(serial)))));
  await office.summarise(serials.length, `${serials.length * 12_000}.00`, `${serials.length * 4_600}.00`);
  office.at('2026-11-05T02:00:00.000Z');
  expect(await office.close(serials.length * EACH_FEN)).toMatchObject({ state: 'closed' });
  const [statement] = desk.statements();
  if (statement === undefined) throw new Error('no statement');
  return statement;
};

const approved = async (serials: readonly number[]) => {
  const { statementId, payableFen } = await closeOctober(serials);
  await desk.check(statementId, payableFen);
  await desk.approve(statementId, payableFen);
  const [statement] = desk.statements();
  if (statement?.paymentId === undefined) throw new Error('no payment');
  return { ...statement, paymentId: statement.paymentId };
};

const balanceOf = (account: string): number =>
  office.tables
    .all(ledgerTable)
    .reduce(
      (sum, { debit, credit, amountFen }) =>
        sum + (debit === account ? Number(amountFen) : 0) - (credit === account ? Number(amountFen) : 0),
      0,
    );

describe('a statement', () => {
  it('owes what stands on record, to be paid on the 20th, with its list beside it', async () => {
    const statement = await closeOctober([1, 2, 3]);
    expect(statement).toMatchObject({
      state: 'prepared',
      payerName: '重大疾病二次报销基金',
      settled: { count: 3, billedFen: 3_600_000, owedFen: 3 * EACH_FEN },
      late: { count: 0, owedFen: 0 },
      payableFen: 3 * EACH_FEN,
      payOn: '2026-11-20',
      preparedBy: CLERK.subject,
    });
    expect(office.store.stored.has(statementListKey(statement.statementId, 'xlsx'))).toBe(true);
  });

  it('is one, however often the closing runs', async () => {
    await closeOctober([1]);
    const before = desk.statements();
    await office.closing('2026-10');
    expect(desk.statements()).toEqual(before);
  });

  it('is never judged twice by one person, nor by who prepared it', async () => {
    const { statementId, payableFen } = await closeOctober([1]);
    const refused = { code: 'maker-is-checker' };
    await expect(desk.check(statementId, payableFen, CLERK)).rejects.toMatchObject(refused);
    await desk.check(statementId, payableFen);
    await expect(desk.approve(statementId, payableFen, CHECKER)).rejects.toMatchObject(refused);
    await expect(desk.approve(statementId, payableFen, CLERK)).rejects.toMatchObject(refused);
    await expect(desk.approve(statementId, payableFen + 1)).rejects.toMatchObject({
      code: 'statement-total-differs',
    });
    await desk.giveBack(statementId, APPROVER);
    await desk.answer(statementId, CHECKER);
    // who answered for it has had a hand in it
    await expect(desk.check(statementId, payableFen, CHECKER)).rejects.toMatchObject(refused);
  });

  it('is no payment without an account of the hospital', async () => {
    office = await openMonthOffice();
    desk = statementOffice(office);
    const { statementId, payableFen } = await closeOctober([1]);
    await desk.check(statementId, payableFen);
    await expect(desk.approve(statementId, payableFen)).rejects.toMatchObject({
      code: 'hospital-account-missing',
    });
  });

  it('is paid once with the run of the 20th, and agreed by the hospital', async () => {
    const { statementId, paymentId, payableFen, payerId } = await approved([1, 2]);
    expect(balanceOf('payable')).toBe(-2 * EACH_FEN);
    // before its day, and in a run for claimants or for another payer, it is not there
    expect(await desk.run('2026-11-19', payerId)).toMatchObject({ count: 0 });
    office.at('2026-11-20T02:00:00.000Z');
    expect(await desk.run('2026-11-20', payerIdOf('另一支付方'))).toMatchObject({ count: 0 });
    const { batchId, totalFen } = await desk.run('2026-11-20', payerId);
    expect(totalFen).toBe(payableFen);
    await expect(desk.agree(statementId, 'agree')).rejects.toMatchObject({ code: 'statement-moved-on' });
    await desk.bankSays(batchId, paymentId, payableFen, 'S');
    await desk.bankSays(batchId, paymentId, payableFen, 'S');
    await desk.carry();
    expect(desk.statements()[0]).toMatchObject({ state: 'paid' });
    expect([balanceOf('payable'), balanceOf('bank'), balanceOf('reserved')]).toEqual([0, -2 * EACH_FEN, 0]);
    await desk.agree(statementId, 'dispute');
    await desk.answer(statementId, CLERK);
    await desk.agree(statementId, 'agree');
    expect(desk.statements()[0]).toMatchObject({ state: 'agreed' });
    const states = (await desk.dates('2026-10')).map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ['转账支付', 'met'],
      ['医院核对支付结果', 'met'],
    ]);
  });

  it('that came back from the bank is owed again, and nothing is paid twice', async () => {
    const { statementId, paymentId, payableFen, payerId } = await approved([1]);
    office.at('2026-11-20T02:00:00.000Z');
    const { batchId } = await desk.run('2026-11-20', payerId);
    await desk.bankSays(batchId, paymentId, payableFen, 'S');
    await desk.bankSays(batchId, paymentId, payableFen, 'R');
    expect(desk.statements()[0]).toMatchObject({ statementId, state: 'approved' });
    expect(balanceOf('bank')).toBe(0);
    expect(office.tables.all(paymentTable)).toMatchObject([{ state: 'returned' }]);
  });
});

describe('a settlement taken back after the close', () => {
  it('leaves the closed statement as it is and reduces the next one, with its reference', async () => {
    const october = await closeOctober([1, 2]);
    await office.reverse('S2');
    expect(desk.statements()).toEqual([october]);
    for (const serial of [3, 4]) await office.settle({ ...stayNo(serial), settledAt: '2026-11-05 09:00:00' });
    office.at('2026-12-04T02:00:00.000Z');
    const november = [3, 4].map((serial) => rowOf({ ...stayNo(serial), settledAt: '2026-11-05 09:00:00' }));
    await office.workThrough(await office.upload(november, 'month', '2026-11'));
    await office.summarise(2, '24000.00', '9200.00', '2026-11');
    expect(await office.close(2 * EACH_FEN, '2026-11')).toMatchObject({ state: 'closed' });
    const next = desk.statements().find(({ month }) => month === '2026-11');
    expect(next).toMatchObject({
      settled: { count: 2, owedFen: 2 * EACH_FEN },
      late: { count: 1, owedFen: -EACH_FEN },
      payableFen: EACH_FEN,
    });
    const key = [...office.store.stored.keys()].find((name) => name.endsWith('/2026-11/1/lines-late.jsonl'));
    const line: unknown = JSON.parse(new TextDecoder().decode(office.store.stored.get(key ?? '')?.body));
    expect(line).toMatchObject({ kind: 'reversed', setlId: 'S2', ofMonth: '2026-10' });
  });

  it('that is more than the month brings is carried on, and nothing is paid', async () => {
    await closeOctober([1, 2]);
    await office.reverse('S1');
    await office.reverse('S2');
    await office.settle({ ...stayNo(3), settledAt: '2026-11-05 09:00:00' });
    office.at('2026-12-04T02:00:00.000Z');
    const row = rowOf({ ...stayNo(3), settledAt: '2026-11-05 09:00:00' });
    await office.workThrough(await office.upload([row], 'month', '2026-11'));
    await office.summarise(1, '12000.00', '4600.00', '2026-11');
    await office.close(EACH_FEN, '2026-11');
    const statement = desk.statements().find(({ month }) => month === '2026-11');
    expect(statement?.payableFen).toBe(-EACH_FEN);
    await desk.check(statement?.statementId ?? '', -EACH_FEN);
    await desk.approve(statement?.statementId ?? '', -EACH_FEN);
    expect(office.tables.all(paymentTable)).toEqual([]);
    expect(office.tables.all(lateLineTable)).toContainEqual(
      expect.objectContaining({ kind: 'carried', ofMonth: '2026-11', grantedFen: -EACH_FEN }),
    );
    expect(await desk.agree(statement?.statementId ?? '', 'agree')).toMatchObject({ state: 'agreed' });
  });
});
