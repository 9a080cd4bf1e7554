/** 安顺 六(一)3: a month that several departments pay, each its own part from its own account, within 25 working days. */
import { findDeadline } from '@erbao/deadlines/deadline';
import { addDays, atShanghai, localDate } from '@erbao/kernel/dates';
import { bankFileKey, messageIdOf } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import { type PayerAccounts, payerAccountsOf, payerIdOf } from '@erbao/payout/payer-accounts';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import { paymentBatchTable } from '@erbao/payout/payment-table';
import { monthSubject, payDeadlineId } from '@erbao/settlement-files/month-deadlines';
import { describe, expect, it } from 'vitest';
import { startPaymentRun } from '../../functions/console-api/payments.ts';
import { MONTH, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { HOSPITAL } from '../support/one-stop-desk.ts';
import { CHECKER, giveAccount, statementOffice } from '../support/statement-office.ts';

const HEALTH = '卫生健康部门';
const VETERANS = '退役军人事务部门';
const INSURANCE = '医保部门医疗救助金';
const accountOf = (name: string, digit: number) => ({
  name: `${name}专户（样例）`,
  accountNumber: String(digit).repeat(20),
  cnaps: String(digit).repeat(12),
});
const DEPARTMENTS = {
  [HEALTH]: accountOf(HEALTH, 1),
  [VETERANS]: accountOf(VETERANS, 2),
  [INSURANCE]: accountOf(INSURANCE, 3),
};
const DISTRICT = accountOf('医疗救助资金', 9);

/** In turn: family planning alone, poor alone, and both: of these, two departments owe a part each. */
const IDENTITIES = [['family-planning'], ['registered-poor'], ['family-planning', 'registered-poor']];
const STAYS = [1, 2, 3, 4, 5];

const anshun = (payers: PayerAccounts) =>
  openMonthOffice(STAYS.length + 1, {
    schemeId: 'anshun-2019',
    payers,
    identitiesOf: (serial) => IDENTITIES[serial % IDENTITIES.length] ?? [],
  });

/** Settled at the window, handed in and balanced; gives what the month grants. */
const balanced = async (payers: PayerAccounts) => {
  const office = await anshun(payers);
  await giveAccount(office);
  let grantedFen = 0;
  for (const serial of STAYS) grantedFen += (await office.settle(stayNo(serial))).grantedFen;
  office.at('2026-11-04T02:00:00.000Z');
  await office.workThrough(await office.upload(STAYS.map((serial) => rowOf(stayNo(serial)))));
  await office.summarise(STAYS.length, `${STAYS.length * 12_000}.00`, (grantedFen / 100).toFixed(2));
  office.at('2026-11-05T02:00:00.000Z');
  return { office, desk: statementOffice(office), grantedFen };
};

/** pain.002: the one transfer of the file is booked. */
const bookedReport = (batchId: string, paymentId: string): Uint8Array =>
  new TextEncoder().encode(
    `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${messageIdOf(batchId, 1)}</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>${paymentId}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`,
  );

describe('a month of several departments', () => {
  it('is one statement for each that pays, each paid from its own account in time', async () => {
    const { office, desk, grantedFen } = await balanced(
      payerAccountsOf({ claimants: DISTRICT, ...DEPARTMENTS }),
    );
    expect(await office.close(grantedFen)).toMatchObject({ state: 'closed' });
    const statements = desk.statements();
    expect(statements.map(({ payerName }) => payerName).toSorted()).toEqual([HEALTH, INSURANCE].toSorted());
    expect(statements.reduce((sum, { payableFen }) => sum + payableFen, 0)).toBe(grantedFen);
    // received on 4 November; 25 working days later
    const received = localDate('2026-11-04');
    const due = (await officeCalendar(office.tables, received)).addWorkingDays(received, 25).on;
    for (const { statementId, payerId, payerName, payableFen, payOn } of statements) {
      expect(payOn).toBe(due);
      await desk.check(statementId, payableFen);
      await desk.approve(statementId, payableFen);
      const deadline = await findDeadline(
        office.tables,
        monthSubject(HOSPITAL, MONTH),
        payDeadlineId(payerId),
      );
      // until the end of that day
      expect([payerName, deadline?.dueAt]).toEqual([payerName, atShanghai(addDays(due, 1), 0)]);
    }
    office.at(`${due}T02:00:00.000Z`);
    for (const [place, { statementId, payerId, payerName, payableFen }] of statements.entries()) {
      const own = DEPARTMENTS[payerName === HEALTH ? HEALTH : INSURANCE];
      const formatId = place === 0 ? 'daifa-gb18030' : 'pain-001-001-09';
      const { batchId, totalFen } = await desk.run(due, payerId, formatId);
      expect(totalFen).toBe(payableFen);
      const stored = office.store.stored.get(bankFileKey(batchId, 1, bankFormat(formatId)));
      const text = new TextDecoder(place === 0 ? 'gb18030' : 'utf-8').decode(stored?.body);
      if (place === 0) {
        expect(text.split('\r\n')[0]).toMatch(new RegExp(`\\|${own.accountNumber}\\|${own.name}$`));
      } else {
        const debtor = /<Dbtr>.*<\/DbtrAgt>/s.exec(text)?.[0] ?? '';
        expect(debtor).toContain(`<Nm>${own.name}</Nm>`);
        expect(debtor).toContain(`<Id>${own.accountNumber}</Id>`);
        expect(debtor).toContain(`<MmbId>${own.cnaps}</MmbId>`);
      }
      expect(text).not.toContain(DISTRICT.accountNumber);
      const payment = desk.statements().find((one) => one.statementId === statementId)?.paymentId ?? '';
      if (place === 0) await desk.bankSays(batchId, payment, payableFen, 'S');
      else await desk.bankAnswers(batchId, 'status', bookedReport(batchId, payment));
    }
    await desk.carry();
    expect(desk.statements().map(({ state }) => state)).toEqual(['paid', 'paid']);
    // Anshun names no day by which the hospital agrees; the date of who owes nothing is dropped
    const states = (await desk.dates(MONTH)).map(({ name, state }) => `${name} ${state}`).toSorted();
    expect(states).toEqual(['转账支付 dropped', '转账支付 met', '转账支付 met']);
  });

  it('is not closed while the account of one is not known', async () => {
    const { [VETERANS]: _missing, ...others } = DEPARTMENTS;
    const { office, desk, grantedFen } = await balanced(payerAccountsOf({ claimants: DISTRICT, ...others }));
    await expect(office.close(grantedFen)).rejects.toMatchObject({ code: 'payer-account-missing' });
    expect(desk.statements()).toEqual([]);
    expect(await office.month()).toMatchObject({ state: 'balanced' });
  });

  it('is not paid by a run for a payer whose account is not known, nor from the account of another', async () => {
    const payers = payerAccountsOf({ claimants: DISTRICT, [HEALTH]: DEPARTMENTS[HEALTH] });
    const { desk, office } = await balanced(payers);
    const payees = payerIdOf(INSURANCE);
    const body = { closingOn: '2026-12-09', run: '1', payees };
    const start = startPaymentRun({ workflows: desk.workflows, payers });
    await expect(start({ caller: CHECKER, params: {}, query: {}, body })).rejects.toMatchObject({
      code: 'payer-account-missing',
    });
    await expect(desk.run('2026-12-09', payees)).rejects.toMatchObject({ code: 'payer-account-missing' });
    expect(office.tables.all(paymentBatchTable)).toEqual([]);
  });
});

it("pays a veteran what the veterans' department has set, as the hospital's system says it", async () => {
  const office = await openMonthOffice(3, {
    schemeId: 'anshun-2019',
    payers: payerAccountsOf(DEPARTMENTS),
    identitiesOf: () => ['special-care'],
  });
  const stay = stayNo(1);
  const veterans = '500.00';
  const settled = await office.settle({ ...stay, amounts: Object.assign({}, stay.amounts, { veterans }) });
  expect(settled.benefits).toContainEqual(expect.objectContaining({ payer: 'veterans', amountFen: 50_000 }));
  const without = await office.settle(stayNo(2));
  expect(without.benefits.map(({ payer }) => payer)).not.toContain('veterans');
});
