/** Where the parts of one closing lie: each attempt has a folder of its own, and a repeated step writes the same again. */

export type Closing = { readonly hospitalId: string; readonly month: string; readonly attempt: number };

const folderOf = ({ hospitalId, month, attempt }: Closing): string =>
  `closings/${hospitalId}/${month}/${attempt}`;

export const linesKey = (closing: Closing, part: string): string =>
  `${folderOf(closing)}/lines-${part}.jsonl`;
export const sumsKey = (closing: Closing, part: string): string => `${folderOf(closing)}/sums-${part}.json`;
/** The lines that are no settlements of the month. */
export const LATE_PART = 'late';

export const statementListKey = (statementId: string, format: 'pdf' | 'xlsx'): string =>
  `statements/${statementId}/list.${format}`;
