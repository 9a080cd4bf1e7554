/** A hospital's month on the deployed cloud: window, file, differences, answers, summary, close. */
import { addDays, localDate, monthOf } from '@erbao/kernel/dates';
import { fen, printYuan } from '@erbao/kernel/money';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, listIn, type Person, signIn, textIn } from '../../infra/local/stories/api-client.ts';
import {
  cellsOf,
  fileOf,
  handIn,
  hospitalSystem,
  hospitalUser,
  monthWhere,
  stayOf,
} from '../../infra/local/stories/hospital-desk.ts';
import { accepted, eventually, refusedAs, type Telling } from '../../infra/local/stories/telling.ts';
import { pay } from '../../infra/local/stories/bank-day.ts';
import { openDistrict, TODAY } from '../support/district.ts';

/** The last day of the month before this one. */
const ENDED_ON = addDays(localDate(`${TODAY.slice(0, 7)}-01`), -1);
const MONTH = monthOf(ENDED_ON);

let telling: Telling;
let hospitalId: string;
let his: Person;
let finance: Person;
let clerk: Person;
beforeAll(async () => {
  telling = await openDistrict();
  hospitalId = telling.district.hospitals[6]?.hospitalId ?? '';
  [his, finance] = await Promise.all([
    hospitalSystem(telling, hospitalId),
    hospitalUser(telling, hospitalId),
  ]);
  clerk = await signIn(telling.cloud, { subject: 'clerk', roles: ['finance'] });
});

const stayNo = (place: number) =>
  stayOf({
    settlementId: `M-${String(place)}`,
    member: telling.district.memberAt(1_900 - place),
    endedOn: ENDED_ON,
  });
const rowNo = (place: number, changes: Readonly<Record<string, string>> = {}) => ({
  ...cellsOf(hospitalId, stayNo(place)),
  ...changes,
});

const matched = async (rows: Parameters<typeof fileOf>[0]): Promise<string> => {
  const fileId = await handIn(finance, MONTH, 'm.csv', fileOf(rows, 'gb18030'));
  await monthWhere(finance, MONTH, 'the file matched', (body) => body['fileId'] === fileId);
  return fileId;
};

const differencesOf = async (fileId: string) =>
  listIn(
    accepted(await finance('GET', `/settlement-files/${fileId}/differences`), 'the differences'),
    'differences',
  );
const idsOf = (kinds: readonly Readonly<Record<string, unknown>>[]) =>
  kinds.map(({ kind, setlId }) => [kind, setlId]);
const answer = (fileId: string, differenceId: unknown, given: 'accept' | 'explain'): Promise<Answer> =>
  finance('POST', `/settlement-files/${fileId}/differences/${String(differenceId)}/answers`, {
    answer: given,
    text: '已核对',
  });

const ownStatement = async (): Promise<Answer> => {
  const all = listIn(accepted(await finance('GET', '/own-statements'), 'the statements'), 'statements');
  return { status: 200, body: all.find(({ month }) => month === MONTH) ?? {} };
};

/** The bytes behind a link, and whether they are what they say. */
const paperStarts = async (person: Person, path: string, kind: string): Promise<string> => {
  const link = accepted(await person('GET', `${path}/papers/${kind}`), `the paper ${kind}`);
  const bytes = new Uint8Array(await (await fetch(textIn(link, 'url'))).arrayBuffer());
  return String.fromCharCode(...bytes.subarray(0, 4));
};

/** Two persons, the bank, the hospital; nobody twice. */
const payAndAgree = async (grantedFen: number): Promise<void> => {
  const checker = await signIn(telling.cloud, { subject: 'checker', roles: ['finance'] });
  const approver = await signIn(telling.cloud, { subject: 'approver', roles: ['finance-approver'] });
  const prepared = await ownStatement();
  expect(prepared.body).toMatchObject({ state: 'prepared', payableFen: grantedFen });
  const statement = `/statements/${textIn(prepared, 'statementId')}`;
  const sum = { payableFen: grantedFen };
  refusedAs(await clerk('POST', `${statement}/check`, sum), 403, 'maker-is-checker');
  accepted(await checker('POST', `${statement}/check`, sum), 'the check');
  accepted(await approver('POST', `${statement}/approval`, sum), 'the approval');
  await eventually('the list printed', async () =>
    (await finance('GET', `${statement}/papers/list/pdf`)).status === 200 ? true : undefined,
  );
  expect(await paperStarts(finance, statement, 'list/pdf')).toBe('%PDF');
  expect(await paperStarts(finance, statement, 'list/xlsx')).toBe('PK\u0003\u0004');
  expect(await paperStarts(approver, statement, 'application/pdf')).toBe('%PDF');
  expect(await paperStarts(approver, statement, 'application/xlsx')).toBe('PK\u0003\u0004');
  await pay(telling, localDate(textIn(prepared, 'payOn')), '7', textIn(prepared, 'payerId'));
  await eventually('the statement paid', async () =>
    (await ownStatement()).body['state'] === 'paid' ? true : undefined,
  );
  const agreement = { answer: 'agree', text: '到账一致' };
  accepted(await finance('POST', `/own-${statement.slice(1)}/agreement`, agreement), 'the agreement');
  await eventually('the dates kept', async () => {
    const dates = listIn(
      accepted(await finance('GET', `/settlement-months/${MONTH}/dates`), 'dates'),
      'dates',
    );
    return dates.length > 0 && dates.every(({ state }) => state === 'met' || state === 'dropped')
      ? true
      : undefined;
  });
};

describe('the month of a hospital', () => {
  it('is matched, answered, uploaded again, balanced and closed', async () => {
    let grantedFen = 0;
    for (const place of [1, 2, 3]) {
      const settled = accepted(await his('POST', '/his/settlements', stayNo(place)), 'a settlement');
      expect(settled.body['month']).toBe(MONTH);
      grantedFen += Number(settled.body['grantedFen']);
    }
    const first = await matched([rowNo(1), rowNo(2, { act_pay_dedc: '100.00' }), rowNo(1)]);
    expect(idsOf(await differencesOf(first))).toEqual([
      ['amount-differs', 'M-2'],
      ['duplicate', 'M-1'],
      ['record-only', 'M-3'],
    ]);
    // the hospital corrects and uploads again: what was different is not any more
    const second = await matched([rowNo(1), rowNo(2), rowNo(4)]);
    refusedAs(await answer(first, 'row-00000002', 'accept'), 409, 'settlement-file-superseded');
    const left = await differencesOf(second);
    expect(idsOf(left)).toEqual([['record-only', 'M-3']]);
    accepted(await answer(second, left[0]?.['differenceId'], 'explain'), 'an explanation');
    const decision = `/settlement-files/${second}/differences/${String(left[0]?.['differenceId'])}/decisions`;
    accepted(await clerk('POST', decision, { decision: 'uphold', text: '以记录为准' }), 'a decision');
    const month = accepted(await finance('GET', `/settlement-months/${MONTH}`), 'the month');
    expect(month.body).toMatchObject({ state: 'differing', unsettled: 0 });
    const file = accepted(await finance('GET', `/settlement-files/${second}`), 'the file');
    expect(file.body['totals']).toMatchObject({ decided: 3, bad: 0, reconciles: true });
    const fourth = accepted(await his('GET', '/his/settlements/M-4'), 'what the file settled');
    grantedFen += Number(fourth.body['grantedFen']);
    const summary = { settlements: 4, medfeeSum: '32000.00', advancedSum: printYuan(fen(grantedFen)) };
    const balanced = await finance('PUT', `/settlement-months/${MONTH}/summary`, summary);
    expect(accepted(balanced, 'the summary').body).toMatchObject({ state: 'balanced', totalsThatDiffer: [] });
    const closing = `/hospital-months/${hospitalId}/${MONTH}/closing`;
    refusedAs(await clerk('POST', closing, { grantedFen: grantedFen + 1 }), 409, 'settlement-totals-differ');
    expect(accepted(await clerk('POST', closing, { grantedFen }), 'the close').body['state']).toBe('closing');
    await monthWhere(finance, MONTH, 'the month closed', (body) => body['state'] === 'closed');
    const late = accepted(await his('POST', '/his/settlements', stayNo(5)), 'a late settlement');
    expect(late.body['month']).toBe(monthOf(TODAY));
    await payAndAgree(grantedFen);
    // after the close it is a line of the next month, and the statement stands
    const reversed = await his('POST', '/his/settlements/M-1/reversal', { reason: '费用有误' });
    expect(accepted(reversed, 'a late reversal').body['state']).toBe('reversed');
    expect((await ownStatement()).body).toMatchObject({ payableFen: grantedFen, state: 'agreed' });
  });
});
