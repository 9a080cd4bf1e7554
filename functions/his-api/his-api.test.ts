import type { Caller } from '@erbao/api-contracts/caller';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { adjudicationTable, accumulatorTable } from '@erbao/adjudication/adjudication-table';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { instant } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { lateLineTable } from '@erbao/one-stop/late-line-table';
import { openMonth, changeMonth } from '@erbao/one-stop/hospital-month';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  countingTables,
  deskNeeds,
  furnishDesk,
  HOSPITAL,
  identityNumberOf,
  NOW,
  OTHER_HOSPITAL,
  sentSettlement,
} from '../../test/support/one-stop-desk.ts';
import * as admissions from './admissions.ts';
import { nationalTransaction } from './national.ts';
import * as doors from './settlements.ts';

const his = (hospitalId: string): Caller => ({
  subject: `his-${hospitalId}`,
  roles: ['hospital-his'],
  hospitalId,
});
const request = { caller: his(HOSPITAL), params: {}, query: {} };
const BILL = sentSettlement({
  settlementId: 'S1',
  serial: 1,
  totalFen: fen(1_200_000),
  basicFen: fen(700_000),
});

const openDesk = async (clock = () => NOW) => {
  const memory = memoryTables();
  await furnishDesk(memory, [
    { serial: 1, difficult: false },
    { serial: 2, difficult: true },
  ]);
  const tables = countingTables(memory);
  const needs = deskNeeds(tables, clock);
  return {
    memory,
    tables,
    needs,
    quote: (body: unknown, caller = request.caller) => {
      const { settlementId: _id, settledAt: _at, ...said } = hisSettlementSchema.parse(body);
      return doors.quoteSettlement(needs)({ ...request, caller, body: said });
    },
    settle: (body: unknown, caller = request.caller) =>
      doors.settleAtDischarge(needs)({ ...request, caller, body: hisSettlementSchema.parse(body) }),
    reverse: (settlementId: string, caller = request.caller) =>
      doors.reverseAtDischarge(needs)({
        ...request,
        caller,
        params: { settlementId },
        body: { reason: '录入有误' },
      }),
    read: (settlementId: string, caller = request.caller) =>
      doors.readSettlement(needs)({ ...request, caller, params: { settlementId }, body: {} }),
    national: (infno: string, input: Readonly<Record<string, unknown>>, more = {}) =>
      nationalTransaction(needs)({ ...request, body: { infno, input, ...more } }),
  };
};
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
      details: { fields: ['psn_cash_pay'] },
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

describe('the national envelope', () => {
  const SETLINFO = {
    setl_id: 'N1',
    certno: identityNumberOf(1),
    psn_name: '样例甲',
    insutype: '390',
    med_type: '21',
    begndate: '2026-10-01',
    enddate: '2026-10-19',
    setl_time: '2026-10-19 10:30:00',
    dscg_maindiag_code: 'J18.900',
    dise_codg: '',
    med_fee_sumamt: 12000,
    fulamt_ownpay_amt: '0',
    preselfpay_amt: 0,
    inscp_scp_amt: '12000.00',
    act_pay_dedc: 400,
    hifp_pay: 7000.0,
    cvlserv_pay: '',
    hifes_pay: null,
    hifmi_pay: '',
    hifob_pay: '',
    maf_pay: '',
    oth_pay: '',
    psnCash_pay: '5000.00',
    fund_pay_sumamt: '7000.00',
    gend: '1',
    balc: '',
  };

  it('settles under local spellings, blanks and numbers, as the clean form does', async () => {
    const answer = await desk.national(
      '2304',
      { setlinfo: SETLINFO },
      { mdtrtarea_admvs: '440100', msgid: 'M1' },
    );
    expect(answer).toMatchObject({
      infcode: 0,
      err_msg: '',
      output: { setlinfo: { setl_id: 'N1', eb_fund_pay: '4600.00', eb_patient_owes: '400.00' } },
    });
    expect(answer.inf_refmsgid).toMatch(/^440100\d{14}[0-9a-f-]{10}$/);
    expect(answer.respond_time).toMatch(/^\d{17}$/);
    const clean = { ...BILL, settlementId: 'N1' };
    expect(await desk.settle(clean)).toMatchObject({ grantedFen: 460_000 });
    expect((await desk.national('5203', { data: { setl_id: 'N1' } })).output).toEqual(answer.output);
    expect((await desk.national('2305', { data: { setl_id: 'N1' } })).output).toMatchObject({
      setlinfo: { eb_state: 'reversed' },
    });
  });

  it('quotes without a number', async () => {
    const { setl_id: _id, setl_time: _time, ...quoted } = SETLINFO;
    expect(await desk.national('2303', { setlinfo: quoted })).toMatchObject({
      infcode: 0,
      output: { setlinfo: { eb_state: 'quoted' } },
    });
  });

  it('refuses a record that does not name what others paid', async () => {
    const { maf_pay: _maf, ...record } = SETLINFO;
    const answer = await desk.national('2304', { setlinfo: record });
    expect(answer).toMatchObject({ infcode: -1, output: {} });
    expect(answer.err_msg).toContain('maf_pay:column-missing');
  });

  it('answers the mistakes of the caller inside the envelope', async () => {
    expect(await desk.national('9999', {})).toMatchObject({ infcode: -1 });
    const stranger = await desk.national('2304', { setlinfo: SETLINFO }, { fixmedins_code: OTHER_HOSPITAL });
    expect(stranger.err_msg).toContain('hospital-not-yours');
    const bad = await desk.national('2304', { setlinfo: { ...SETLINFO, hifp_pay: '7,000' } });
    expect(bad.err_msg).toContain('hifp_pay');
    expect(bad.err_msg.length).toBeLessThanOrEqual(200);
  });

  it('admits, changes and cancels', async () => {
    const mdtrtinfo = {
      mdtrt_id: 'JZ1',
      mdtrt_cert_type: '02',
      mdtrt_cert_no: identityNumberOf(2),
      begntime: '2026-10-19 08:00:00',
      med_type: '21',
    };
    const diseinfo = [{ diag_code: 'J18.900', maindiag_flag: '1' }];
    const admitted = await desk.national('2401', { mdtrtinfo, diseinfo });
    expect(admitted).toMatchObject({ infcode: 0, output: { result: { mdtrt_id: 'JZ1', noDeposit: {} } } });
    expect(await desk.national('2401', { mdtrtinfo, diseinfo })).toMatchObject({ output: admitted.output });
    const moved = { ...mdtrtinfo, begntime: '2026-10-19 09:00:00' };
    expect(await desk.national('2401', { mdtrtinfo: moved, diseinfo })).toMatchObject({ infcode: -1 });
    expect(await desk.national('2403', { mdtrtinfo: moved, diseinfo })).toMatchObject({ infcode: 0 });
    const cancelled = await desk.national('2404', { data: { mdtrt_id: 'JZ1' } });
    expect(cancelled.output).toMatchObject({ result: { state: 'cancelled' } });
    expect(await desk.national('2403', { mdtrtinfo: moved, diseinfo })).toMatchObject({ infcode: -1 });
  });
});

describe('admissions', () => {
  const body = {
    visitId: 'JZ9',
    identityNumber: identityNumberOf(1),
    admittedAt: '2026-10-17 12:00:00',
    medicalType: '21',
  };
  const register = (schemeId: string, sent: typeof body & { readonly referred?: boolean }) =>
    admissions.registerAdmission({ ...desk.needs, district: { schemeId } })({ ...request, body: sent });

  it('in Jingjiang are late after 48 hours, and after 72 when referred', async () => {
    expect((await register('jingjiang-2019', body)).filing).toMatchObject({
      state: 'late',
      dueAt: '2026-10-19T04:00:00.000Z',
      clause: 'jingjiang 第二十二条',
    });
    const referred = { ...body, visitId: 'JZ8', referred: true };
    expect((await register('jingjiang-2019', referred)).filing?.state).toBe('in-time');
  });

  it('of the insured ask for a deposit, of the difficult none', async () => {
    expect((await register('nansha-2018', body)).noDeposit).toBeUndefined();
    const difficult = { ...body, visitId: 'JZ7', identityNumber: identityNumberOf(2) };
    expect((await register('nansha-2018', difficult)).noDeposit?.clause).toBe('guangdong 三(二)4');
    const { admissions: listed } = await admissions.listAdmissions(desk.needs)({ ...request, body: {} });
    expect(listed.map(({ visitId }) => visitId).sort()).toEqual(['JZ7', 'JZ9']);
  });
});
