/** Totals first (3201): what the hospital's summary says against what we have; details only where they part. */
import { addFen, type Fen, fen, printYuan, ZERO_FEN } from '@erbao/kernel/money';
import type { Write } from '@erbao/dynamo-kit/tables';
import {
  changeMonth,
  type HospitalMonth,
  type MonthMove,
  type MonthTotals,
  stateAfter,
} from './hospital-month.ts';
import { hospitalMonthTable } from './hospital-month-table.ts';

export const NO_TOTALS: MonthTotals = { settlements: 0, billedFen: ZERO_FEN, grantedFen: ZERO_FEN };

/** `settlements` is -1 where one is taken back; its sums are then below 0. */
export const addToTotals = (
  totals: MonthTotals,
  billedFen: Fen,
  grantedFen: Fen,
  settlements = 1,
): MonthTotals => ({
  settlements: totals.settlements + settlements,
  billedFen: addFen(totals.billedFen, billedFen),
  grantedFen: addFen(totals.grantedFen, grantedFen),
});

export type TotalCheck = {
  readonly name: 'settlements' | 'billed' | 'granted';
  readonly nameZh: string;
  readonly said: string;
  readonly ours: string;
  /** Of people for the count, of fen for sums. */
  readonly difference: number;
};

/** Empty when they agree. */
export const compareTotals = (said: MonthTotals, ours: MonthTotals): readonly TotalCheck[] => {
  const sums: readonly TotalCheck[] = [
    {
      name: 'settlements',
      nameZh: '结算人次',
      said: String(said.settlements),
      ours: String(ours.settlements),
      difference: said.settlements - ours.settlements,
    },
    {
      name: 'billed',
      nameZh: '医疗费总额',
      said: printYuan(said.billedFen),
      ours: printYuan(ours.billedFen),
      difference: fen(said.billedFen - ours.billedFen),
    },
    {
      name: 'granted',
      nameZh: '本方案支付（医院垫付）',
      said: printYuan(said.grantedFen),
      ours: printYuan(ours.grantedFen),
      difference: fen(said.grantedFen - ours.grantedFen),
    },
  ];
  return sums.filter(({ difference }) => difference !== 0);
};

/** A month balances when its file is matched, no difference is open and the summary agrees to the fen. */
export const balances = ({ fileId, unsettled, totals, summary, working }: HospitalMonth): boolean =>
  fileId !== undefined &&
  working.length === 0 &&
  unsettled === 0 &&
  totals !== undefined &&
  summary !== undefined &&
  compareTotals(summary, totals).length === 0;

export const moveAfter = (month: HospitalMonth): MonthMove =>
  balances(month) ? 'file-agrees' : 'file-differs';

/**
 * What a matched month becomes when its record changes by something that no file brought: a settlement taken back, or one
 * that came late. Counted here and not in the index, which may lag: the close compares the two.
 */
const monthWithChange = (
  month: HospitalMonth,
  { billedFen, grantedFen }: { readonly billedFen: Fen; readonly grantedFen: Fen },
  settlements: 1 | 0 | -1,
): HospitalMonth => {
  if (month.totals === undefined) return month;
  const after = { ...month, totals: addToTotals(month.totals, billedFen, grantedFen, settlements) };
  return { ...after, state: stateAfter(month, moveAfter(after)) };
};

/** The write by which a month that is over takes such a change, and stays open until the commit. */
export const countInMonth = (
  read: HospitalMonth,
  sums: { readonly billedFen: Fen; readonly grantedFen: Fen },
  settlements: 1 | 0 | -1,
): Write => {
  const { hospitalId, month, version, working, totals } = read;
  // nothing was counted yet: whoever does so reads the record, and settlements need not stand in each other's way
  if (version > 0 && totals === undefined && working.length === 0)
    return { do: 'check', table: hospitalMonthTable, key: { hospitalId, month }, expect: { version } };
  return changeMonth(read, { ...monthWithChange(read, sums, settlements) });
};
