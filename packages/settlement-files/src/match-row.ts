/** A row against the settlement that stands on record under its id; no word of this pays anything. */
import type { Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import { compareSheets, type SheetDifference, sheetOf } from '@erbao/national-record/settlement-sheet';
import { type HospitalSettlement, reverseSettlement, sheetHashOf } from '@erbao/one-stop/hospital-settlement';
import { rowPart } from './row-part.ts';

export type Met =
  | { readonly match: 'matched' }
  | { readonly match: 'reversed'; readonly agrees: boolean; readonly reason: string }
  | { readonly match: 'duplicate'; readonly reason: string }
  | {
      readonly match: 'amount-differs';
      readonly reason: string;
      readonly differences: readonly SheetDifference[];
    };

/** The place of a row, as a settlement remembers who met it. */
export const rowPlace = (fileId: string, rowNumber: number): string => `${fileId}/${rowPart(rowNumber)}`;

/** Another row of the same file met it before: only the first row of a settlement counts. */
export const isMetInFile = ({ metBy }: HospitalSettlement, fileId: string): boolean =>
  metBy?.startsWith(`${fileId}/`) === true;

const CORRECTED = 'file-corrected';

/** A later file of the month may correct what an earlier file settled; what the window settled, only the window can. */
export const mayCorrect = (settled: HospitalSettlement, met: Met): boolean =>
  met.match === 'amount-differs' && settled.door === 'month-file' && settled.state === 'standing';

/** Taken back for the sake of the row that corrects it, which now decides it anew. */
export const awaitsCorrection = ({ door, state, reversedBecause }: HospitalSettlement): boolean =>
  door === 'month-file' && state === 'reversed' && reversedBecause === CORRECTED;

/** The write that takes it back; the ceilings are restored in the same transaction. */
export const takeBackForCorrection = (settled: HospitalSettlement, at: Instant): Write =>
  reverseSettlement(settled, { reversedAt: at, reversedBy: 'engine', reversedBecause: CORRECTED });

export const meetRecord = (
  row: SettlementRow,
  memberId: string,
  settled: HospitalSettlement,
  file: { readonly fileId: string; readonly month: string },
): Met => {
  // paid, or to be paid, with that month's statement
  if (settled.month !== file.month) return { match: 'duplicate', reason: 'settlement-other-month' };
  if (row.refunded)
    return settled.state === 'reversed'
      ? { match: 'reversed', agrees: true, reason: 'refund-of-reversed' }
      : { match: 'reversed', agrees: false, reason: 'refund-not-reversed' };
  if (isMetInFile(settled, file.fileId)) return { match: 'duplicate', reason: 'settlement-duplicate' };
  if (settled.state === 'reversed')
    return { match: 'reversed', agrees: false, reason: 'settlement-reversed' };
  const sheet = sheetOf(row);
  if (sheetHashOf(memberId, sheet) === settled.sheetHash) return { match: 'matched' };
  const differences = compareSheets(sheet, settled.sheet);
  return {
    match: 'amount-differs',
    reason: 'settlement-conflict',
    // whose number it is stays out of every answer: only that it is another person is said
    differences:
      settled.memberId === memberId
        ? differences
        : [{ column: 'certno', said: '另一人', onRecord: '记录中的人' }, ...differences],
  };
};
