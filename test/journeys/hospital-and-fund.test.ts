/** What a hospital and the fund do beside the month's file, on the deployed cloud. */
import { addDays, localDate, monthOf } from '@erbao/kernel/dates';
import { fen, printYuan } from '@erbao/kernel/money';
import { beforeAll, describe, expect, it } from 'vitest';
import { invokeFunction } from '../../infra/local/invoke.ts';
import { type Answer, listIn, type Person, signIn } from '../../infra/local/stories/api-client.ts';
import {
  cellsOf,
  fileDone,
  fileOf,
  handIn,
  hospitalSystem,
  hospitalUser,
  monthWhere,
  type Stay,
  type StayWish,
  stayOf,
} from '../../infra/local/stories/hospital-desk.ts';
import { messageAbout, playQuestion } from '../../infra/local/stories/hospital-questions.ts';
import { accepted, eventually, refusedAs, type Telling } from '../../infra/local/stories/telling.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
let clerk: Person;
beforeAll(async () => {
  telling = await openDistrict();
  clerk = await signIn(telling.cloud, { subject: 'clerk', roles: ['finance'] });
});

/** Of a hospital that no other journey uses. */
const openHospital = async (place: number) => {
  const hospitalId = telling.district.hospitals[place]?.hospitalId ?? '';
  const [his, finance] = await Promise.all([
    hospitalSystem(telling, hospitalId),
    hospitalUser(telling, hospitalId),
  ]);
  const stayNo = (number: number, endedOn: string, more: Partial<StayWish> = {}): Stay =>
    stayOf({
      settlementId: `H${String(place)}-${String(number)}`,
      member: telling.district.memberAt(1_800 - place * 20 - number),
      endedOn,
      ...more,
    });
  return {
    hospitalId,
    his,
    finance,
    stayNo,
    settle: async (stay: object): Promise<Answer> =>
      accepted(await his('POST', '/his/settlements', stay), 'a settlement'),
    handInMonth: async (month: string, stays: readonly Stay[]): Promise<string> => {
      const file = fileOf(stays.map((stay) => cellsOf(hospitalId, stay)));
      const fileId = await handIn(finance, month, 'm.csv', file);
      await monthWhere(finance, month, 'the file matched', (body) => body['fileId'] === fileId);
      return fileId;
    },
  };
};

const grantedOf = ({ body }: Answer): number => Number(body['grantedFen']);

describe('a hospital and the fund', () => {
  it('ask and answer on the settlement', async () => {
    await playQuestion(telling, telling.district.hospitals[7]?.hospitalId ?? '', TODAY);
  });

  it('compare totals first, and lines only where they part', async () => {
    const { his, settle, stayNo } = await openHospital(8);
    let grantedFen = 0;
    for (const number of [1, 2]) grantedFen += grantedOf(await settle(stayNo(number, TODAY)));
    const period = { beganOn: TODAY, endedOn: TODAY };
    const said = { billed: '16000.00', granted: printYuan(fen(grantedFen)) };
    const compare = async (settlements: number, sums: object) =>
      accepted(await his('POST', '/his/reconciliations/totals', { ...period, settlements, sums }), 'totals')
        .body;
    expect(await compare(2, said)).toMatchObject({ equal: true, differences: [] });
    expect(await compare(2, { ...said, billed: '16000.10' })).toMatchObject({
      equal: false,
      differences: [{ nameZh: '医疗费总额', said: '16000.10', ours: '16000.00' }],
    });
    const data = {
      setl_optins: '440115',
      stmt_begndate: TODAY,
      stmt_enddate: TODAY,
      medfee_sumamt: '16000.10',
      eb_fund_pay: said.granted,
      fixmedins_setl_cnt: 2,
    };
    const detail = [1, 2].map((number) => ({
      setl_id: stayNo(number, TODAY).settlementId,
      medfee_sumamt: number === 1 ? '8000.10' : '8000.00',
      refd_setl_flag: '0',
    }));
    const national = async (infno: string, input: object) =>
      accepted(await his('POST', '/his/national', { infno, input }), infno).body['output'];
    expect(await national('3201', { data })).toMatchObject({ stmtinfo: { stmt_rslt: '000001' } });
    const memo = '金额不一致；医疗费总额：医院 8000.10，本系统 8000.00';
    expect(await national('3202', { data, detail })).toMatchObject({
      stmtinfo: { stmt_rslt_dscr: '1 笔不一致' },
      stmtdetail: [{ setl_id: 'H8-1', memo }],
    });
  });

  it('see in the night what the month would end with, and that it is mended', async () => {
    const { hospitalId, his, finance, settle, stayNo } = await openHospital(9);
    // the night checks the month of the day that has just ended
    const yesterday = addDays(TODAY, -1);
    const month = monthOf(yesterday);
    const registered = async (stay: Stay): Promise<Stay & { readonly visitId: string }> => {
      const visitId = `V-${stay.settlementId}`;
      const { identityNumber } = stay.insured;
      const admission = { visitId, identityNumber, admittedAt: `${yesterday} 00:00:00`, medicalType: '21' };
      accepted(await his('POST', '/his/admissions', admission), 'an admission');
      return { ...stay, visitId };
    };
    await settle(await registered(stayNo(1, yesterday)));
    const doubtful = stayNo(2, yesterday);
    await settle({ ...doubtful, amounts: { ...doubtful.amounts, cash: '2900.00' } });
    const night = async (settlements: number) => {
      await invokeFunction(telling.cloud, 'plan-shadow-night', {});
      return eventually('the night', async () => {
        const { body } = accepted(await finance('GET', `/settlement-months/${month}/shadow`), 'the night');
        const last = JSON.stringify(body['last'] ?? {});
        return last.includes(`"settlements":${String(settlements)}`) ? body : undefined;
      });
    };
    expect(await night(2)).toMatchObject({
      last: {
        night: TODAY,
        findings: [
          { kind: 'amounts-doubtful', count: 1, examples: ['H9-2'] },
          { kind: 'admission-missing', count: 1, examples: ['H9-2'] },
        ],
      },
    });
    const list = await clerk('GET', `/hospital-months/${hospitalId}/${month}/unregistered-stays`);
    expect(listIn(accepted(list, 'stays that nobody registered'), 'stays')).toMatchObject([
      { setlId: 'H9-2', registration: 'no-visit-id' },
    ]);
    const seen = await clerk('GET', `/hospital-months/${hospitalId}/${month}/shadow`);
    expect(accepted(seen, 'the clerk’s view').body['last']).toMatchObject({ settlements: 2 });
    accepted(await his('POST', '/his/settlements/H9-2/reversal', { reason: '现金录入有误' }), 'a reversal');
    expect(await night(1)).toMatchObject({ last: { findings: [] }, history: [{ night: TODAY }] });
  });

  it('settle as a file the day on which the line was down', async () => {
    const { hospitalId, his, finance, stayNo } = await openHospital(10);
    const stays = [1, 2].map((number) => stayNo(number, TODAY));
    const file = fileOf(stays.map((stay) => cellsOf(hospitalId, stay)));
    const fileId = await handIn(finance, monthOf(TODAY), 'd.csv', file, 'day');
    const done = await fileDone(finance, fileId);
    expect(done.body).toMatchObject({ state: 'closed', kind: 'day', totals: { decided: 2, bad: 0 } });
    const read = accepted(await his('GET', '/his/settlements/H10-1'), 'what the file settled');
    // the machine, back on the line, sends what it had queued: nothing is settled twice
    const again = accepted(await his('POST', '/his/settlements', stays[0]), 'the same again');
    expect(again.body).toEqual(read.body);
    const month = accepted(await finance('GET', `/settlement-months/${monthOf(TODAY)}`), 'the month');
    expect(month.body['fileId']).toBeUndefined();
  });

  it('carry what comes after the close into the next month', async () => {
    const { hospitalId, his, finance, settle, stayNo, handInMonth } = await openHospital(11);
    const lastEnd = addDays(localDate(`${TODAY.slice(0, 7)}-01`), -1);
    const next = monthOf(lastEnd);
    const endedOn = addDays(localDate(`${next}-01`), -1);
    const month = monthOf(endedOn);
    const closeMonth = async (name: string, stays: readonly Stay[], grantedFen: number) => {
      await handInMonth(name, stays);
      const billed = stays.reduce((sum, { amounts }) => sum + Number(amounts.total), 0);
      const summary = {
        settlements: stays.length,
        medfeeSum: billed.toFixed(2),
        advancedSum: printYuan(fen(grantedFen)),
      };
      accepted(await finance('PUT', `/settlement-months/${name}/summary`, summary), 'the summary');
      const closing = `/hospital-months/${hospitalId}/${name}/closing`;
      accepted(await clerk('POST', closing, { grantedFen }), 'the close');
      await monthWhere(finance, name, `${name} closed`, (body) => body['state'] === 'closed');
      await messageAbout(finance, `${hospitalId}_${name}`, '已结账');
    };
    const [first, second] = [stayNo(1, endedOn), stayNo(2, endedOn)];
    const [firstFen, secondFen] = [grantedOf(await settle(first)), grantedOf(await settle(second))];
    await closeMonth(month, [first, second], firstFen + secondFen);
    // a bill of the closed month, and a reversal of one of its settlements
    const late = stayNo(3, endedOn, { totalFen: fen(950_000) });
    const settledLate = await settle(late);
    expect(settledLate.body['month']).toBe(next);
    const reversal = { reason: '费用有误' };
    accepted(await his('POST', '/his/settlements/H11-1/reversal', reversal), 'a late reversal');
    const ticket = { month, fileName: 'x.csv', bytes: 1, sha256: '0'.repeat(64) };
    refusedAs(await finance('POST', '/settlement-files/tickets', ticket), 409, 'settlement-month-closed');
    await closeMonth(next, [late], grantedOf(settledLate));
    const own = listIn(accepted(await finance('GET', '/own-statements'), 'the statements'), 'statements');
    expect(own.find((one) => one['month'] === next)).toMatchObject({
      settled: { count: 1, owedFen: grantedOf(settledLate) },
      late: { count: 1, owedFen: -firstFen },
      payableFen: grantedOf(settledLate) - firstFen,
    });
    expect(own.find((one) => one['month'] === month)).toMatchObject({ payableFen: firstFen + secondFen });
  });
});
