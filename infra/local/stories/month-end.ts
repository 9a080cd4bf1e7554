/** A hospital's month from its end to the money: totals agree, statement, two persons, the bank, the hospital agrees. */
import { addDays, localDate, type LocalDate, monthOf } from '@erbao/kernel/dates';
import { fen, printYuan } from '@erbao/kernel/money';
import { type Answer, listIn, type Person, signIn, textIn } from './api-client.ts';
import { pay } from './bank-day.ts';
import {
  cellsOf,
  fileOf,
  handIn,
  hospitalSystem,
  hospitalUser,
  monthWhere,
  stayOf,
} from './hospital-desk.ts';
import { accepted, eventually, must, refusedAs, type Telling } from './telling.ts';

const STAYS = 2;

const statementWhere = (person: Person, month: string, state: string): Promise<Answer> =>
  eventually(`a statement that is ${state}`, async () => {
    const { body } = accepted(await person('GET', '/own-statements'), 'the statements');
    const found = listIn({ status: 200, body }, 'statements').find(
      (one) => one['month'] === month && one['state'] === state,
    );
    return found === undefined ? undefined : { status: 200, body: found };
  });

/** Settled at the window and handed in as the month's file; the totals of both and of the summary are the same. */
const balance = async (
  telling: Telling,
  hospitalId: string,
  finance: Person,
  endedOn: LocalDate,
): Promise<number> => {
  const { district } = telling;
  const his = await hospitalSystem(telling, hospitalId);
  const stays = Array.from({ length: STAYS }, (_, place) =>
    stayOf({
      settlementId: `YJ-000${String(place + 1)}`,
      member: district.memberAt(district.memberCount - 2 - place),
      endedOn,
    }),
  );
  let grantedFen = 0;
  for (const stay of stays)
    grantedFen += Number(accepted(await his('POST', '/his/settlements', stay), 'settled').body['grantedFen']);
  const month = monthOf(endedOn);
  const file = fileOf(stays.map((stay) => cellsOf(hospitalId, stay)));
  const fileId = await handIn(finance, month, '月度结算.csv', file);
  await monthWhere(finance, month, 'the file matched', (body) => body['fileId'] === fileId);
  const advancedSum = printYuan(fen(grantedFen));
  const summary = { settlements: STAYS, medfeeSum: '16000.00', advancedSum };
  const balanced = accepted(
    await finance('PUT', `/settlement-months/${month}/summary`, summary),
    'a summary',
  );
  must(balanced.body['state'] === 'balanced', `totals that agree, not ${JSON.stringify(balanced.body)}`);
  telling.say(
    `${month} 汇总与 ${String(STAYS)} 笔一站式结算逐笔核对：三项合计一致，医院垫付 ${advancedSum} 元`,
  );
  return grantedFen;
};

/** Prepared by the clerk who closed, checked by a second person, approved by a third. */
const decide = async ({ cloud, say }: Telling, clerk: Person, prepared: Answer): Promise<void> => {
  const checker = await signIn(cloud, { subject: 'month-checker', roles: ['finance'] });
  const approver = await signIn(cloud, { subject: 'month-approver', roles: ['finance-approver'] });
  const path = `/statements/${textIn(prepared, 'statementId')}`;
  const sum = { payableFen: prepared.body['payableFen'] };
  refusedAs(await clerk('POST', `${path}/check`, sum), 403, 'maker-is-checker');
  accepted(await checker('POST', `${path}/check`, sum), 'the check');
  accepted(await approver('POST', `${path}/approval`, sum), 'the approval');
  say('  制单人复核自己的申请单：拒绝（maker-is-checker）；另一人复核，第三人审批');
};

export const playMonthEnd = async (telling: Telling, hospitalId: string, today: LocalDate): Promise<void> => {
  const { cloud, say } = telling;
  const endedOn = addDays(localDate(`${today.slice(0, 7)}-01`), -1);
  const month = monthOf(endedOn);
  const finance = await hospitalUser(telling, hospitalId);
  const clerk = await signIn(cloud, { subject: 'month-clerk', roles: ['finance'] });
  const grantedFen = await balance(telling, hospitalId, finance, endedOn);
  accepted(await clerk('POST', `/hospital-months/${hospitalId}/${month}/closing`, { grantedFen }), 'a close');
  await monthWhere(finance, month, 'the month closed', (body) => body['state'] === 'closed');
  const prepared = await statementWhere(finance, month, 'prepared');
  must(prepared.body['payableFen'] === grantedFen, 'a statement of what the month grants');
  const payOn = textIn(prepared, 'payOn');
  say(`  已结账；结算申请单：应付 ${printYuan(fen(grantedFen))} 元，${payOn} 支付`);
  await decide(telling, clerk, prepared);
  await pay(telling, localDate(payOn), '1', textIn(prepared, 'payerId'));
  const paid = await statementWhere(finance, month, 'paid');
  const agreement = `/own-statements/${textIn(paid, 'statementId')}/agreement`;
  accepted(await finance('POST', agreement, { answer: 'agree', text: '到账一致' }), 'the agreement');
  await statementWhere(finance, month, 'agreed');
  say('  医院收到款项并确认一致：本月了结');
};
