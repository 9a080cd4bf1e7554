/** Totals first: agreeing sums need no line; differing ones are answered with exactly the lines that differ. */
import type { Caller } from '@erbao/api-contracts/caller';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { fen } from '@erbao/kernel/money';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  deskNeeds,
  furnishDesk,
  HOSPITAL,
  OTHER_HOSPITAL,
  sentSettlement,
} from '../../test/support/one-stop-desk.ts';
import { nationalTransaction } from './national.ts';
import { compareDetails, compareTotals } from './reconciliations.ts';
import { reverseAtDischarge, settleAtDischarge } from './settlements.ts';

const his: Caller = { subject: 'his', roles: ['hospital-his'], hospitalId: HOSPITAL };
const request = { caller: his, params: {}, query: {} };
const OCTOBER = { beganOn: '2026-10-01', endedOn: '2026-10-31' };

const openDesk = async () => {
  const tables = memoryTables();
  await furnishDesk(
    tables,
    [1, 2, 3, 4].map((serial) => ({ serial, difficult: false })),
  );
  const needs = deskNeeds(tables);
  const settle = (serial: number, endedOn = '2026-10-19') =>
    settleAtDischarge(needs)({
      ...request,
      body: hisSettlementSchema.parse(
        sentSettlement({
          settlementId: `S${String(serial)}`,
          serial,
          totalFen: fen(1_200_000),
          basicFen: fen(700_000),
          endedOn,
        }),
      ),
    });
  for (const serial of [1, 2, 3]) await settle(serial);
  await settle(4, '2026-10-05');
  await reverseAtDischarge(needs)({
    ...request,
    params: { settlementId: 'S3' },
    body: { reason: '录入有误' },
  });
  return {
    totals: (body: object, caller = his) =>
      compareTotals(needs)({
        ...request,
        caller,
        body: { ...OCTOBER, settlements: 3, sums: AGREED, ...body },
      }),
    details: (lines: Parameters<ReturnType<typeof compareDetails>>[0]['body']['lines'], period = OCTOBER) =>
      compareDetails(needs)({ ...request, body: { ...period, lines } }),
    national: (infno: string, input: Readonly<Record<string, unknown>>) =>
      nationalTransaction(needs)({ ...request, body: { infno, input } }),
  };
};
/** Two of the 19th and one of the 5th stand; a fourth was reversed. */
const AGREED = { billed: '36000.00', granted: '13800.00', basic: '21000.00' };
const line = (settlementId: string, granted = '4600.00', reversed = false) => ({
  settlementId,
  reversed,
  sums: { billed: '12000.00', granted },
});

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});

describe('totals', () => {
  it('that agree are answered so, with ours', async () => {
    expect(await desk.totals({})).toMatchObject({ equal: true, differences: [], ours: { sums: AGREED } });
  });

  it('that differ are named with both sides; what is not stated is not compared', async () => {
    expect(await desk.totals({ settlements: 4, sums: { ...AGREED, granted: '18400.00' } })).toMatchObject({
      equal: false,
      differences: [
        { name: 'settlements', said: '4', ours: '3' },
        { name: 'granted', said: '18400.00', ours: '13800.00' },
      ],
    });
  });

  it.each([
    [{ beganOn: '2026-10-19' }, 2],
    [{ endedOn: '2026-10-18' }, 1],
    [{ kind: 'inpatient' }, 3],
    [{ kind: 'outpatient' }, 0],
    [{ insurance: '390' }, 3],
    [{ insurance: '310' }, 0],
  ])('count the settlements of a period and kind: %j', async (period, settlements) => {
    expect((await desk.totals(period)).ours.settlements).toBe(settlements);
  });

  it("never tell of another hospital's", async () => {
    const stranger: Caller = { ...his, hospitalId: OTHER_HOSPITAL };
    expect((await desk.totals({}, stranger)).ours.settlements).toBe(0);
  });

  it.each([
    { beganOn: '2026-13-01' },
    { beganOn: '2026-11-01' },
    { endedOn: '2026-11-01' },
    { insurance: '999' },
  ])('refuse a period that is none: %j', async (period) => {
    await expect(desk.totals(period)).rejects.toMatchObject({ code: 'period-invalid' });
  });
});

describe('details', () => {
  it('that agree differ in no line, the reversed one said or not', async () => {
    const agreed = [line('S1'), line('S2'), line('S4')];
    expect(await desk.details(agreed)).toEqual({ compared: 3, differences: [] });
    expect((await desk.details([...agreed, line('S3', '4600.00', true)])).differences).toEqual([]);
  });

  it('are answered with exactly the lines that differ', async () => {
    const sent = [line('S1'), line('S2', '4500.00'), line('S3'), line('S1'), line('S9')];
    expect((await desk.details(sent)).differences).toEqual([
      { settlementId: 'S1', kind: 'duplicate', kindZh: '同一结算号报送多次', sums: [] },
      {
        settlementId: 'S2',
        kind: 'amount-differs',
        kindZh: '金额不一致',
        sums: [{ nameZh: '本方案支付', said: '4500.00', ours: '4600.00' }],
      },
      { settlementId: 'S3', kind: 'reversed', kindZh: '一方已冲正、一方有效', sums: [] },
      {
        settlementId: 'S4',
        kind: 'record-only',
        kindZh: '仅本系统有，医院未报送',
        sums: [],
        settledOn: '2026-10-05',
      },
      { settlementId: 'S9', kind: 'hospital-only', kindZh: '仅医院有，本系统没有这笔结算', sums: [] },
    ]);
  });

  it('that stand on record at another day are told so', async () => {
    const period = { beganOn: '2026-10-10', endedOn: '2026-10-31' };
    const { differences } = await desk.details([line('S1'), line('S2'), line('S4')], period);
    expect(differences).toMatchObject([
      { settlementId: 'S4', kind: 'other-period', settledOn: '2026-10-05' },
    ]);
  });
});

describe('3201 and 3202', () => {
  const data = {
    setl_optins: '440115',
    insutype: '390',
    clr_type: '21',
    stmt_begndate: '2026-10-01',
    stmt_enddate: '2026-10-31 23:59:59',
    medfee_sumamt: 36000,
    eb_fund_pay: '13800.00',
    fixmedins_setl_cnt: '3',
  };

  it('agree', async () => {
    expect(await desk.national('3201', { data })).toMatchObject({
      infcode: 0,
      output: { stmtinfo: { setl_optins: '440115', stmt_rslt: '000000', stmt_rslt_dscr: '总账相符' } },
    });
  });

  it('differ, and the details name the line', async () => {
    const answer = await desk.national('3201', { data: { ...data, eb_fund_pay: '13700.00' } });
    expect(answer.output).toMatchObject({
      stmtinfo: { stmt_rslt: '000001', stmt_rslt_dscr: '本方案支付：医院 13700.00，本系统 13800.00' },
    });
    const detail = ['S1', 'S2', 'S4'].map((setl_id) => ({
      setl_id,
      medfee_sumamt: '12000.00',
      eb_fund_pay: setl_id === 'S4' ? '4500.00' : '4600.00',
      refd_setl_flag: '0',
    }));
    expect((await desk.national('3202', { data, detail })).output).toEqual({
      stmtinfo: { setl_optins: '440115', stmt_rslt: '000001', stmt_rslt_dscr: '1 笔不一致' },
      stmtdetail: [
        {
          setl_id: 'S4',
          stmt_rslt: 'amount-differs',
          memo: '金额不一致；本方案支付：医院 4500.00，本系统 4600.00',
        },
      ],
    });
  });

  it('refuse what cannot be compared', async () => {
    expect(await desk.national('3201', { data: { ...data, fixmedins_setl_cnt: '' } })).toMatchObject({
      infcode: -1,
    });
    expect(await desk.national('3202', { data, detail: [{}] })).toMatchObject({ infcode: -1 });
    // a file sent by 9101 is not read: said so, and not compared as no lines at all
    const byFile = await desk.national('3202', { data: { ...data, file_qury_no: 'F1' } });
    expect(byFile).toMatchObject({ infcode: -1, output: {} });
    expect(byFile.err_msg).toContain('detail');
    const admitted = await desk.national('2401', { mdtrtinfo: { begntime: '2026-11-20 9:00' } });
    expect(admitted.err_msg).toContain('入院时间（begntime）：时间不正确，应为 2018-05-01 09:30:00 的形式');
  });
});
