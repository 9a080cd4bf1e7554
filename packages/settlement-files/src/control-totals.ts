/** Control totals of a file: no row can vanish between upload and result. */
import { addFen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import type { RowResult } from './row-result.ts';

export const controlTotalsSchema = z.object({
  /** Counted when the file was cut, never from the results. */
  rowsIn: z.int(),
  /** Granted or nothing. */
  decided: z.int(),
  refused: z.int(),
  referred: z.int(),
  bad: z.int(),
  /** 医疗费总额 of the rows that could be read. */
  billedFen: fenSchema,
  grantedFen: fenSchema,
});
export type ControlTotals = z.infer<typeof controlTotalsSchema>;

export const emptyTotals = (rowsIn: number): ControlTotals => ({
  rowsIn,
  decided: 0,
  refused: 0,
  referred: 0,
  bad: 0,
  billedFen: ZERO_FEN,
  grantedFen: ZERO_FEN,
});

export const addTotals = (a: ControlTotals, b: ControlTotals): ControlTotals => ({
  rowsIn: a.rowsIn + b.rowsIn,
  decided: a.decided + b.decided,
  refused: a.refused + b.refused,
  referred: a.referred + b.referred,
  bad: a.bad + b.bad,
  billedFen: addFen(a.billedFen, b.billedFen),
  grantedFen: addFen(a.grantedFen, b.grantedFen),
});

/** The totals with one result more; `rowsIn` stays what was counted. */
export const addResult = (totals: ControlTotals, result: RowResult): ControlTotals => {
  const count = result.outcome === 'granted' || result.outcome === 'nothing' ? 'decided' : result.outcome;
  return {
    ...totals,
    [count]: totals[count] + 1,
    billedFen: addFen(totals.billedFen, result.billedFen),
    grantedFen: addFen(totals.grantedFen, result.totalFen),
  };
};

/** A file may close only when this holds. */
export const reconciles = ({ rowsIn, decided, refused, referred, bad }: ControlTotals): boolean =>
  rowsIn === decided + refused + referred + bad;
