/** The national envelope around the same settlement, and the admissions before it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { identityNumberOf, OTHER_HOSPITAL } from '../../test/support/one-stop-desk.ts';
import * as admissions from './admissions.ts';
import { request, BILL, openDesk } from '../../test/support/his-desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
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
    expect(answer.err_msg).toContain('医疗救助基金支出（maf_pay）：报文中没有这个字段');
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
