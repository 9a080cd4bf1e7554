/** The Chinese names of the engine's own words. Words that a scheme declares have their names in its file. */
import type { LocalDate } from '@erbao/kernel/dates';
import { type Fen, fen, printYuan, type Ratio } from '@erbao/kernel/money';
import type { AmountName, BillKind } from './facts.ts';

export const KIND_NAMES: Readonly<Record<BillKind, string>> = {
  inpatient: '住院',
  'special-outpatient': '门诊特定项目（门特）',
  'chronic-outpatient': '门诊慢性病（门慢）',
  outpatient: '普通门诊',
};

export const AMOUNT_LABELS: Readonly<Record<AmountName, string>> = {
  total: '医疗总费用',
  eligible: '基本（合规）医疗费用',
  deductible: '起付标准',
  basic: '基本医疗保险报销',
  criticalIllness: '城乡居民大病保险报销',
  assistance: '民政医疗救助',
  other: '其他报销',
  excluded: '不列入救助范围的费用',
  drug: '药品费用',
  veterans: '优抚部门核定的补助',
};

/** Whoever paid before this scheme, in the order in which they pay. */
export const EARLIER_PAYERS = ['basic', 'criticalIllness', 'assistance', 'other'] as const;

export const yuan = (amount: number): string => `${printYuan(fen(amount))} 元`;

export const chineseDay = (day: LocalDate): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** 1/4 → 25%; exact, because ratios of scheme files have at most six decimals. */
export const percent = ({ num, den }: Ratio): string => {
  const millionths = (num * 100_000_000) / den;
  const whole = Math.floor(millionths / 1_000_000);
  const rest = String(millionths % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${whole}${rest === '' ? '' : `.${rest}`}%`;
};

export const sumOf = (amounts: readonly (Fen | undefined)[]): number =>
  amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0);
