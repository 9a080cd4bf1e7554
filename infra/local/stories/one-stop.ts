/** A hospital's system at discharge: quote, settle, the same again, another under the same id, reverse. */
import type { LocalDate } from '@erbao/kernel/dates';
import { recordIn, signIn, textIn } from './api-client.ts';
import { accepted, must, refusedAs, type Telling } from './telling.ts';

/** 8,000 yuan, of which basic insurance paid 5,000. */
export const AMOUNTS = {
  total: '8000.00',
  selfFunded: '0.00',
  firstSelfPaid: '0.00',
  eligible: '8000.00',
  deductible: '0.00',
  basic: '5000.00',
  civilServant: '0.00',
  enterprise: '0.00',
  criticalIllness: '0.00',
  largeSum: '0.00',
  assistance: '0.00',
  other: '0.00',
  cash: '3000.00',
  fundPaid: '5000.00',
};

export const playOneStop = async (telling: Telling, hospitalId: string, today: LocalDate): Promise<void> => {
  const { say, district, cloud } = telling;
  const member = district.memberAt(district.memberCount - 1);
  const his = await signIn(cloud, { subject: `his-${hospitalId}`, roles: ['hospital-his'], hospitalId });
  const said = {
    insured: { identityNumber: member.identityNumber, name: member.name },
    insurance: '390',
    medicalType: '21',
    beganOn: today,
    endedOn: today,
    mainDiagnosis: 'J18.900',
    amounts: AMOUNTS,
  };
  const bill = { ...said, settlementId: 'YZS-0001', settledAt: `${today} 00:00:00` };
  const quoted = accepted(await his('POST', '/his/settlement-quotes', said), 'a quote');
  say(`预结算：个人还应付 ${textIn(quoted, 'patientOwesYuan')} 元`);
  const settled = accepted(await his('POST', '/his/settlements', bill), 'a settlement');
  must(settled.body['grantedFen'] === quoted.body['grantedFen'], 'the sum that was quoted');
  const slip = accepted(await his('GET', '/his/settlements/YZS-0001/slip'), 'a slip');
  for (const line of textIn(slip, 'text').split('\n')) say(`    ${line}`);
  const again = accepted(await his('POST', '/his/settlements', bill), 'the same settlement again');
  must(JSON.stringify(again.body) === JSON.stringify(settled.body), 'the same answer');
  say('  同一结算重发一次：答复不变');
  const other = { ...bill, amounts: { ...AMOUNTS, deductible: '100.00' } };
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
