/** A hospital's system at discharge: quote, settle, the same again, another under the same id, reverse. */
import type { LocalDate } from '@erbao/kernel/dates';
import { recordIn, textIn } from './api-client.ts';
import { hospitalSystem, stayOf } from './hospital-desk.ts';
import { accepted, must, refusedAs, type Telling } from './telling.ts';

export const playOneStop = async (telling: Telling, hospitalId: string, today: LocalDate): Promise<void> => {
  const { say, district } = telling;
  const member = district.memberAt(district.memberCount - 1);
  const his = await hospitalSystem(telling, hospitalId);
  const bill = stayOf({ settlementId: 'YZS-0001', member, endedOn: today });
  const { settlementId: _id, settledAt: _at, ...said } = bill;
  const quoted = accepted(await his('POST', '/his/settlement-quotes', said), 'a quote');
  say(`预结算：个人还应付 ${textIn(quoted, 'patientOwesYuan')} 元`);
  const settled = accepted(await his('POST', '/his/settlements', bill), 'a settlement');
  must(settled.body['grantedFen'] === quoted.body['grantedFen'], 'the sum that was quoted');
  const slip = accepted(await his('GET', '/his/settlements/YZS-0001/slip'), 'a slip');
  for (const line of textIn(slip, 'text').split('\n')) say(`    ${line}`);
  const again = accepted(await his('POST', '/his/settlements', bill), 'the same settlement again');
  must(JSON.stringify(again.body) === JSON.stringify(settled.body), 'the same answer');
  say('  同一结算重发一次：答复不变');
  const other = { ...bill, amounts: { ...bill.amounts, deductible: '100.00' } };
  refusedAs(await his('POST', '/his/settlements', other), 409, 'settlement-differs');
  say('  同一结算ID、内容不同：拒绝（settlement-differs）');
  const message = { infno: '2305', input: { data: { setl_id: bill.settlementId, memo: '录入有误' } } };
  const reversed = accepted(
    await his('POST', '/his/national', message),
    'a reversal in the national envelope',
  );
  must(reversed.body['infcode'] === 0, `infcode 0, not ${JSON.stringify(reversed.body)}`);
  must('setlinfo' in recordIn(reversed, 'output'), 'setlinfo in the output');
  accepted(await his('POST', '/his/settlements', { ...bill, settlementId: 'YZS-0002' }), 'a new id');
  say('  国家报文 2305 冲正，限额恢复；新结算ID重新结算：同样的金额');
};
