import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { expect, it } from 'vitest';
import { owedByPayer, payersOn } from './payers.ts';
import { payerIdOf } from '@erbao/payout/payer-accounts';

const { schemes } = publishedSchemeBook();
const endedOn = localDate('2026-10-19');

it('gives each department of Anshun its own part', () => {
  const benefits = { familyPlanning: fen(100), veterans: fen(200), medicalAssistance: fen(300) };
  expect(owedByPayer(schemes, { schemeId: 'anshun-2019', endedOn, benefits })).toEqual({
    [payerIdOf('卫生健康部门')]: 100,
    [payerIdOf('退役军人事务部门')]: 200,
    [payerIdOf('医保部门医疗救助金')]: 300,
  });
  expect(payersOn(schemes, 'anshun-2019', endedOn)).toHaveLength(3);
});

it('adds up the benefits of one fund, and loses none', () => {
  const benefits = { inpatient: fen(100), cancer: fen(200) };
  expect(owedByPayer(schemes, { schemeId: 'nansha-2018', endedOn, benefits })).toEqual({
    [payerIdOf('重大疾病二次报销基金')]: 300,
  });
  const unknown = { schemeId: 'nansha-2018', endedOn, benefits: { gift: fen(1) } };
  expect(() => owedByPayer(schemes, unknown)).toThrow('benefit-without-payer');
});
