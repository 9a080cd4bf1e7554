/** A hospital's statement at the bank: failed, corrected, contradicted and sent back like the payment of a claim. */
import { bookLine } from '@erbao/bank-results/book-line';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { type Instant, instant, instantOfMs, localDate, msOf } from '@erbao/kernel/dates';
import { sealPayee } from '@erbao/payout/payee';
import { memoryBlindIndex, memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { insertStatement, statementById, statementIdOf } from '@erbao/settlement-files/statement';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { fen } from '@erbao/kernel/money';
import { insertPayment, paymentById, statementPaymentIdOf } from '@erbao/payout/payment';
import { describe, expect, it } from 'vitest';
import { approveAccount, proposeAccount } from '../../functions/console-api/account-corrections.ts';
import { confirmBankResult, enterBankResult } from '../../functions/console-api/entered-results.ts';
import { CHECKER, MAKER } from '../support/payment-office.ts';

/** Every look at the clock is a millisecond later, as deeds are. */
const tickingClock = (from: Instant) => {
  let now = from;
  return (): Instant => {
    now = instantOfMs(msOf(now) + 1);
    return now;
  };
};

describe("a hospital's statement", () => {
  it('is ruled like a claim: paid by the first attempt, the second one stopped, sent back, paid by a third', async () => {
    const tables = memoryTables();
    const clock = tickingClock(instant('2026-10-20T02:00:00.000Z'));
    const statementId = statementIdOf('hospital-1', '2026-09', 'payer-1');
    const sums = { count: 3, billedFen: fen(900_000), owedFen: fen(100_000) };
    const account = await sealPayee(memoryFieldCipher(), statementId, {
      holder: '样例医院',
      number: '6200000000000000018',
      bankName: '样例银行',
      cnaps: '000000000001',
      relation: 'self',
    });
    const first = statementPaymentIdOf(statementId);
    await tables.commit([
      insertStatement({
        statementId,
        hospitalId: 'hospital-1',
        month: '2026-09',
        schemeId: 'nansha-2018',
        payerId: 'payer-1',
        payerName: '样例专户',
        state: 'approved',
        version: 1,
        settled: sums,
        late: { count: 0, owedFen: fen(0) },
        payableFen: sums.owedFen,
        payOn: localDate('2026-10-20'),
        clause: 'nansha 第四部分 二(二)2',
        preparedBy: 'clerk',
        preparedAt: clock(),
        paymentId: first,
        remarks: [],
      }),
      insertPayment({
        paymentId: first,
        statementId,
        hospitalId: 'hospital-1',
        payerId: 'payer-1',
        schemeId: 'nansha-2018',
        amountFen: sums.owedFen,
        state: 'in-payment',
        payableOn: localDate('2026-10-20'),
        account,
      }),
    ]);
    const say = (paymentId: string, outcome: 'paid' | 'failed' | 'returned', source = outcome) =>
      bookLine({ tables, clock }, { paymentId, outcome, reason: 'AC04' }, source);
    const correct = async (paymentId: string): Promise<string> => {
      const desk = { tables, cipher: memoryFieldCipher(), index: memoryBlindIndex, clock };
      const params = { paymentId };
      const body = { reason: '与医院核对' };
      const { proposalId } = await proposeAccount(desk)({ caller: MAKER, params, query: {}, body });
      const answer = { caller: CHECKER, params: { ...params, proposalId }, query: {}, body: {} };
      return (await approveAccount(desk)(answer)).nextPaymentId ?? '';
    };
    const state = async (): Promise<unknown> => (await statementById(tables, statementId)).state;
    await say(first, 'failed');
    const second = await correct(first);
    await say(first, 'paid');
    expect((await paymentById(tables, second)).state).toBe('held');
    const scene = { caller: MAKER, params: { paymentId: first }, query: {} };
    const word = { outcome: 'paid', reference: 'FT2026-0002', reason: '书面向银行查实' } as const;
    const { enteredId } = await enterBankResult({ tables, clock })({ ...scene, body: word });
    const press = { ...scene, caller: CHECKER, params: { paymentId: first, enteredId }, body: {} };
    expect(await confirmBankResult({ tables, clock })(press)).toMatchObject({ state: 'paid' });
    expect([await state(), (await paymentById(tables, second)).state]).toEqual(['paid', 'stopped']);
    await say(first, 'returned');
    expect(await statementById(tables, statementId)).toMatchObject({ state: 'approved', paymentId: second });
    const third = await correct(second);
    expect(await statementById(tables, statementId)).toMatchObject({ state: 'approved', paymentId: third });
    const entries = tables.all(ledgerTable).map(({ kind }) => kind);
    expect(entries.toSorted()).toEqual(['benefit-paid', 'benefit-returned']);
    const promises = tables.all(deadlineTable).map(({ deadlineId }) => deadlineId);
    expect(promises).toEqual(expect.arrayContaining(['repay-2wd-1', 'repay-2wd-1-again']));
  });
});
