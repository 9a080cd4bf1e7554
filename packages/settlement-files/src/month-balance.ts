/** Totals first (3201): what the hospital's summary says against what we have; details only where they part. */
import { addFen, type Fen, fen, printYuan, ZERO_FEN } from '@erbao/kernel/money';
import type { HospitalMonth, MonthMove, MonthTotals } from '@erbao/one-stop/hospital-month';
import type { RowResult } from './row-result.ts';

export const NO_TOTALS: MonthTotals = { settlements: 0, billedFen: ZERO_FEN, grantedFen: ZERO_FEN };

export const addToTotals = (totals: MonthTotals, billedFen: Fen, grantedFen: Fen): MonthTotals => ({
  settlements: totals.settlements + 1,
  billedFen: addFen(totals.billedFen, billedFen),
  grantedFen: addFen(totals.grantedFen, grantedFen),
});

/** A row counts when a standing settlement is behind it, and only the first row of each. */
export const countedOf = (
  result: RowResult,
): { readonly billedFen: Fen; readonly grantedFen: Fen } | undefined => {
  switch (result.match) {
    case 'matched':
    case 'file-only':
      return { billedFen: result.billedFen, grantedFen: result.totalFen };
    case 'amount-differs':
      return { billedFen: result.recordBilledFen ?? ZERO_FEN, grantedFen: result.recordFen ?? ZERO_FEN };
    case 'reversed':
      // the record stands, whatever the file says
      return result.recordFen === undefined
        ? undefined
        : { billedFen: result.recordBilledFen ?? ZERO_FEN, grantedFen: result.recordFen };
    case 'record-only':
    case 'duplicate':
    case 'undecided':
    case undefined:
      return undefined;
  }
};

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
