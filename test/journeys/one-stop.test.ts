/** A hospital's system at discharge, on the deployed cloud: quote, settle, again, reverse, and two stays at once. */
import { sumFen, fen, type Fen } from '@erbao/kernel/money';
import { cellsOfClean } from '@erbao/national-record/record-cells';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Person } from '../../infra/local/stories/api-client.ts';
import { hospitalSystem, hospitalUser, stayOf } from '../../infra/local/stories/hospital-desk.ts';
import { accepted, refusedAs, type Telling } from '../../infra/local/stories/telling.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
let his: Person;
let stranger: Person;

beforeAll(async () => {
  telling = await openDistrict();
  const [first, second] = telling.district.hospitals.map(({ hospitalId }) => hospitalId);
  his = await hospitalSystem(telling, first ?? '');
  stranger = await hospitalSystem(telling, second ?? '');
});

/** A member whose ceilings no other test uses. */
const memberNo = (place: number): SampleMember => telling.district.memberAt(1_999 - place);

const stay = (settlementId: string, member: SampleMember, totalFen: Fen, basicFen: Fen) =>
  stayOf({ settlementId, member, beganOn: `${TODAY.slice(0, 4)}-01-02`, endedOn: TODAY, totalFen, basicFen });

const numberIn = (answer: Answer, name: string): number => Number(answer.body[name]);

describe('at discharge', () => {
  it('a stay is quoted, settled, settled again, reversed and settled under a new id', async () => {
    const bill = stay('J-1', memberNo(0), fen(1_000_000), fen(600_000));
    const { settlementId: _id, settledAt: _at, ...said } = bill;
    const quoted = accepted(await his('POST', '/his/settlement-quotes', said), 'a quote');
    const settled = accepted(await his('POST', '/his/settlements', bill), 'a settlement');
    expect(settled.body).toMatchObject({ state: 'settled', grantedFen: quoted.body['grantedFen'] });
    expect(numberIn(settled, 'grantedFen')).toBeGreaterThan(0);
    expect(await his('POST', '/his/settlements', bill)).toEqual(settled);
    expect(await his('GET', '/his/settlements/J-1')).toEqual(settled);
    const other = { ...bill, amounts: { ...bill.amounts, deductible: '100.00' } };
    refusedAs(await his('POST', '/his/settlements', other), 409, 'settlement-differs');
    refusedAs(await stranger('GET', '/his/settlements/J-1'), 404, 'settlement-unknown');
    refusedAs(
      await stranger('POST', '/his/settlements/J-1/reversal', { reason: '试' }),
      404,
      'settlement-unknown',
    );
    const slip = accepted(await his('GET', '/his/settlements/J-1/slip'), 'a slip');
    expect(slip.body['text']).toContain('个人应付');
    const reversed = await his('POST', '/his/settlements/J-1/reversal', { reason: '费用录入有误' });
    expect(reversed.body).toEqual({ ...settled.body, state: 'reversed' });
    refusedAs(await his('POST', '/his/settlements', bill), 409, 'settlement-reversed');
    const again = accepted(
      await his('POST', '/his/settlements', { ...bill, settlementId: 'J-1b' }),
      'a new id',
    );
    expect(again.body['grantedFen']).toBe(settled.body['grantedFen']);
  });

  it('the national envelope meets the same settlement', async () => {
    const bill = stay('J-2', memberNo(1), fen(800_000), fen(500_000));
    const setlinfo = { cvlserv_pay: '', dise_codg: '', ...cellsOfClean(bill, {}) };
    const message = { infno: '2304', msgid: 'M-J-2', insuplc_admdvs: '440115', input: { setlinfo } };
    const national = accepted(await his('POST', '/his/national', message), 'a national settlement');
    expect(national.body).toMatchObject({ infcode: 0, err_msg: '' });
    const clean = accepted(await his('POST', '/his/settlements', bill), 'the same in the clean form');
    expect(clean.body['state']).toBe('settled');
  });

  it('an admission is registered with its marks', async () => {
    const body = {
      visitId: 'JZ-J-1',
      identityNumber: memberNo(2).identityNumber,
      admittedAt: `${TODAY.slice(0, 4)}-01-02 09:00:00`,
      medicalType: '21',
    };
    const registered = accepted(await his('POST', '/his/admissions', body), 'an admission');
    expect(await his('POST', '/his/admissions', body)).toEqual(registered);
    const listed = accepted(await his('GET', '/his/admissions'), 'the admissions');
    expect(JSON.stringify(listed.body)).toContain('JZ-J-1');
  });

  it("only a hospital's system is let in", async () => {
    const finance = await hospitalUser(telling, telling.district.hospitals[0]?.hospitalId ?? '');
    refusedAs(await finance('GET', '/his/settlements/J-1'), 403, 'role-not-allowed');
  });

  it('stays of one member that are settled at the same time never exceed the ceiling', async () => {
    let runs = 0;
    const sums = fc.array(fc.integer({ min: 1_000_000, max: 7_000_000 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sums, async (totals) => {
        runs += 1;
        const member = memberNo(2 + runs);
        const settle = async (total: number, index: number): Promise<Answer> => {
          for (;;) {
            const bill = stay(`R${String(runs)}-${String(index)}`, member, fen(total), fen(0));
            const answer = await his('POST', '/his/settlements', bill);
            if (answer.status < 300) return answer;
            // what a hospital's system does after a 409 or 503: ask again
            expect([409, 503]).toContain(answer.status);
          }
        };
        const answers = await Promise.all(totals.map(settle));
        const granted = sumFen(answers.map((answer) => fen(numberIn(answer, 'grantedFen'))));
        expect(granted).toBeLessThanOrEqual(10_000_000);
        const due = totals.reduce((sum, total) => sum + total, 0);
        expect(granted).toBe(Math.min(10_000_000, due));
      }),
      { numRuns: 4 },
    );
  });
});
