/** The differences of a month file as the hospital fetches them: one line for each column that differs. */
import { columnZh } from '@erbao/national-record/settlement-columns';
import type { Difference } from './difference.ts';
import { DIFFERENCE_NAMES_ZH } from './match-kinds.ts';

export const DIFFERENCES_HEADER = [
  '行号 row',
  '文件行 line',
  '结算ID setl_id',
  '差异类别 kind',
  '列 column',
  '列名 name',
  '文件值 said',
  '记录值 on_record',
  '说明 reason',
  '差异编号 difference',
] as const;

const linesOf = (difference: Difference): readonly (readonly string[])[] => {
  const { rowNumber, line, setlId, kind, columns, reasonZh, differenceId } = difference;
  const place = [
    rowNumber === undefined ? '' : String(rowNumber),
    line === undefined ? '' : String(line),
    setlId,
    DIFFERENCE_NAMES_ZH[kind],
  ];
  if (columns.length === 0) return [[...place, '', '', '', '', reasonZh, differenceId]];
  return columns.map(({ column, said, onRecord }) => [
    ...place,
    column,
    columnZh(column),
    said,
    onRecord,
    reasonZh,
    differenceId,
  ]);
};

export async function* writeDifferencesFile(
  differences: AsyncIterable<Difference>,
): AsyncGenerator<readonly string[], void, void> {
  yield DIFFERENCES_HEADER;
  for await (const difference of differences) yield* linesOf(difference);
}
