/** Every night the month so far is checked as its end would check it: found early, seen by both sides, nothing decided. */
import { adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { memoryMessages } from '@erbao/cloud-kit/messages';
import type { Item } from '@erbao/dynamo-kit/tables';
import { localDate } from '@erbao/kernel/dates';
import { admissionTable } from '@erbao/one-stop/admission-table';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { fen } from '@erbao/kernel/money';
import { beforeEach, describe, expect, it } from 'vitest';
import { planShadowNight } from '../../functions/plan-shadow-night/plan-shadow-night.ts';
import { cancelAdmission, registerAdmission } from '../../functions/his-api/admissions.ts';
import { askQuestion } from '../../functions/questions-api/questions.ts';
import {
  listOwnUnregisteredStays,
  listUnregisteredStays,
} from '../../functions/shadow-api/unregistered-stays.ts';
import { readHospitalShadow, readShadowMonth } from '../../functions/shadow-api/read-shadow.ts';
import { shadowSettleMonth } from '../../functions/shadow-settle-month/shadow-settle-month.ts';
import {
  CLERK,
  FINANCE,
  MACHINE,
  MONTH,
  openMonthOffice,
  rowOf,
  type Sent,
  stayNo,
} from '../support/month-office.ts';
import { HOSPITAL, identityNumberOf, OTHER_HOSPITAL, sentSettlement } from '../support/one-stop-desk.ts';

const NIGHT = localDate('2026-10-21');
const plain = { params: {}, query: {}, body: {} };

/** With the number of the visit, as hospitals send it. */
const at = (visitId: string, sent: Sent): Sent => Object.assign({}, sent, { visitId });

const openNight = async () => {
  const office = await openMonthOffice();
  const { tables, needs } = office;
  const check = (night = NIGHT, hospitalId = HOSPITAL) =>
    shadowSettleMonth(needs)({ hospitalId, month: MONTH, night });
  const read = async () => {
    const answer = await readShadowMonth(needs)({ ...plain, caller: FINANCE, params: { month: MONTH } });
    return { ...answer, found: answer.last?.findings.map(({ kind, count }) => [kind, count]) ?? [] };
  };
  /** Registered at admission and settled under the same visit. */
  const settleRegistered = async (sent: Sent, serial: number) => {
    const visitId = `V-${sent.settlementId}`;
    const body = {
      visitId,
      identityNumber: identityNumberOf(serial),
      admittedAt: '2026-10-01 09:00:00',
      medicalType: '21',
    };
    await registerAdmission(needs)({ ...plain, caller: MACHINE, body });
    return office.settle(at(visitId, sent));
  };
  return {
    ...office,
    settleRegistered,
    unregistered: async () =>
      (
        await listOwnUnregisteredStays(needs)({ ...plain, caller: FINANCE, params: { month: MONTH } })
      ).stays.map(({ setlId, registration }) => [setlId, registration]),
    check,
    read,
    stored: (): readonly Item[] =>
      [adjudicationTable, hospitalSettlementTable, hospitalMonthTable].flatMap((table) => tables.all(table)),
  };
};
let office: Awaited<ReturnType<typeof openNight>>;
beforeEach(async () => {
  office = await openNight();
});

describe('the month so far', () => {
  it('that is in order has its totals and no finding', async () => {
    await office.settleRegistered(stayNo(1), 1);
    await office.settleRegistered(stayNo(2), 2);
    await office.check();
    expect(await office.unregistered()).toEqual([]);
    expect(await office.read()).toMatchObject({
      last: { night: '2026-10-21', settlements: 2, billedFen: 2_400_000, grantedFen: 920_000, findings: [] },
      history: [{ night: '2026-10-21', settlements: 2, grantedFen: 920_000, findings: 0 }],
    });
  });

  it('is told what its end would find, by number', async () => {
    const [first, second] = [stayNo(1), stayNo(2)];
    await office.settle(at('V1', first));
    // the same person again, in the same days and under the same visit
    await office.settle(at('V1', { ...first, settlementId: 'S1-AGAIN' }));
    await office.settle({ ...second, amounts: { ...second.amounts, cash: '4800.00' } });
    await office.summarise(3, '36000.00', '13800.00');
    await askQuestion(office.needs)({
      ...plain,
      caller: CLERK,
      body: {
        hospitalId: HOSPITAL,
        about: { kind: 'settlement', setlId: 'S2' },
        topic: 'amount',
        text: '现金？',
      },
    });
    await office.check();
    const { last } = await office.read();
    expect(last?.findings.map(({ kind, count, examples }) => [kind, count, examples])).toEqual([
      ['amounts-doubtful', 1, ['S2']],
      ['stays-overlap', 1, [expect.stringMatching(/^S1/)]],
      ['visit-twice', 1, [expect.stringMatching(/^S1/)]],
      ['admission-missing', 3, expect.arrayContaining(['S1', 'S1-AGAIN', 'S2'])],
      ['question-waiting', 1, [expect.stringMatching(/^question-/)]],
    ]);
    office.at('2026-11-20T02:00:00.000Z');
    await office.check();
    expect((await office.read()).found).toContainEqual(['question-overdue', 1]);
  });

  it('shows a file that was sent back, differences that are open, and what the file does not have', async () => {
    await office.settle(stayNo(1));
    await office.settle(stayNo(2));
    await office.workThrough(await office.upload([rowOf(stayNo(1), { medfee_sumamt: '12001.00' })]));
    await office.workThrough(await office.upload(['只有一列']).catch(() => office.upload([])));
    await office.check();
    const { found } = await office.read();
    expect(found).toContainEqual(['not-in-file', 1]);
    expect(found.some(([kind]) => kind === 'differences-open')).toBe(true);
  });

  it('shows a registration that nobody settles', async () => {
    const body = {
      visitId: 'JZ-OPEN',
      identityNumber: identityNumberOf(3),
      admittedAt: '2026-09-01 09:00:00',
      medicalType: '21',
    };
    await registerAdmission(office.needs)({ ...plain, caller: MACHINE, body });
    await office.check();
    expect((await office.read()).last?.findings).toMatchObject([
      { kind: 'admission-open', count: 1, examples: ['JZ-OPEN'], kindName: '入院登记超过 30 天、没有结算' },
    ]);
    await office.settle(at('JZ-OPEN', stayNo(3)));
    await office.check();
    expect((await office.read()).found).toEqual([]);
    expect(office.tables.all(admissionTable)).toHaveLength(1);
  });

  it('is only read: decisions, settlements and the month stay as they were', async () => {
    await office.settle(stayNo(1));
    const before = office.stored();
    await office.check();
    await office.check();
    expect(office.stored()).toEqual(before);
  });

  it('keeps the history of its nights, and shows a hospital its own only', async () => {
    await office.settle(stayNo(1));
    await office.check(localDate('2026-10-20'));
    await office.settle(stayNo(2));
    await office.check();
    expect((await office.read()).history.map(({ night, settlements }) => [night, settlements])).toEqual([
      ['2026-10-21', 2],
      ['2026-10-20', 1],
    ]);
    const stranger = { ...FINANCE, hospitalId: OTHER_HOSPITAL };
    const theirs = await readShadowMonth(office.needs)({
      ...plain,
      caller: stranger,
      params: { month: MONTH },
    });
    expect(theirs.history).toEqual([]);
    const clerk = { ...plain, caller: CLERK, params: { hospitalId: HOSPITAL, month: MONTH } };
    expect((await readHospitalShadow(office.needs)(clerk)).history).toHaveLength(2);
  });

  it('lists the stays that nobody registered, and why', async () => {
    await office.settleRegistered(stayNo(1), 1);
    await office.settle(stayNo(2));
    await office.settle(at('V-NONE', stayNo(3)));
    // the visit of somebody else, and one that was taken back
    await office.settle(at('V-S1', stayNo(4)));
    await office.settleRegistered(stayNo(5), 5);
    const cancel = { ...plain, caller: MACHINE, params: { visitId: 'V-S5' } };
    await cancelAdmission(office.needs)(cancel);
    expect((await office.unregistered()).sort()).toEqual([
      ['S2', 'no-visit-id'],
      ['S3', 'not-registered'],
      ['S4', 'other-person'],
      ['S5', 'cancelled'],
    ]);
    await office.check();
    expect((await office.read()).found).toContainEqual(['admission-missing', 4]);
    const clerk = { ...plain, caller: CLERK, params: { hospitalId: HOSPITAL, month: MONTH } };
    expect((await listUnregisteredStays(office.needs)(clerk)).stays).toHaveLength(4);
    // taken back, it is on the list no more
    await office.reverse('S3');
    expect(await office.unregistered()).toHaveLength(3);
  });

  it('agrees with the window: nothing doubtful is found in what settles clean', async () => {
    for (let serial = 1; serial <= 8; serial += 1)
      await office.settleRegistered(
        sentSettlement({
          settlementId: `C${String(serial)}`,
          serial,
          totalFen: fen(1_000_000 + serial),
          basicFen: fen(500_000),
        }),
        serial,
      );
    await office.check();
    expect((await office.read()).found).toEqual([]);
  });
});

describe('a night', () => {
  it('orders one check a hospital, of the month of the day before', async () => {
    const months = memoryMessages();
    office.at('2026-10-31T17:30:00.000Z');
    const ordered = await planShadowNight({ ...office.needs, months })();
    expect(ordered).toBe(2);
    expect(months.sent.map(({ body }): unknown => JSON.parse(body))).toEqual(
      expect.arrayContaining([{ hospitalId: HOSPITAL, month: '2026-10', night: '2026-11-01' }]),
    );
  });
});
