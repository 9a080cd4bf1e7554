/** What of a row's result counts for its month. */
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import type { RowResult } from './row-result.ts';

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
