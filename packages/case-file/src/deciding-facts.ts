/** The facts of a bill and its member, as a letter names them with their values. */
import { AMOUNT_LABELS, chineseDay, EARLIER_PAYERS, sumOf, yuan } from '@erbao/benefit-policy/chinese-words';
import { billDate, type Facts } from '@erbao/benefit-policy/facts';
import type { DateRange } from '@erbao/kernel/dates';

export const listed = (list: readonly string[], without: string): string =>
  list.length === 0 ? without : list.join('、');
export const rangeOf = ({ from, to }: DateRange): string =>
  `${chineseDay(from)}至${to === undefined ? '今' : chineseDay(to)}`;
export const dayOf = ({ bill }: Facts): string => {
  const on = billDate(bill);
  return `${bill.kind === 'inpatient' ? '出院' : '就诊'}日期：${on === undefined ? '未提供' : chineseDay(on)}`;
};
export const mainOf = ({ bill }: Facts) => bill.diagnoses?.find(({ main }) => main);
export const diagnosisOf = (facts: Facts): string =>
  `主要诊断编码：${mainOf(facts)?.code ?? '未提供'}${facts.bill.disease === undefined ? '' : `；病种：${facts.bill.disease}`}`;
export const paidBefore = ({ bill }: Facts): string => {
  const paid = EARLIER_PAYERS.filter((payer) => (bill.amounts[payer] ?? 0) > 0);
  const list = paid.map((payer) => `${AMOUNT_LABELS[payer]} ${yuan(bill.amounts[payer] ?? 0)}`);
  const sum = sumOf(paid.map((payer) => bill.amounts[payer]));
  return `医疗总费用 ${yuan(bill.amounts.total ?? 0)}；此前已报销合计 ${yuan(sum)}（${listed(list, '无')}）`;
};
export const facilityOf = ({ bill }: Facts): string =>
  `就诊医院在就诊当日${bill.facility.designated ? '是' : '不是'}定点医院，等级：${bill.facility.level === 0 ? '未确认' : `${String(bill.facility.level)}级`}`;
export const INSURANCES = { resident: '城乡居民医保', employee: '职工医保', none: '无' } as const;
const FLAGS: Readonly<Record<string, string>> = {
  'drug-abuse': '吸毒',
  nuclear: '核辐射',
  maternity: '生育',
  accident: '意外伤害',
  'mass-disaster': '大范围急救',
  referred: '已转院',
};
export const flagsOf = ({ bill }: Facts): string =>
  listed(
    (bill.flags ?? []).map((flag) => FLAGS[flag] ?? flag),
    '无',
  );
export const yes = (value: boolean | undefined): string =>
  value === undefined ? '不明' : value ? '是' : '否';
