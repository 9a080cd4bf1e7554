/** The differences of a month file as the hospital fetches them: one line for each column that differs. */
import { columnZh } from '@erbao/national-record/settlement-columns';
import type { AnswerTable } from './answer-file.ts';
import type { Difference } from './difference.ts';
import { DIFFERENCE_NAMES_ZH } from './match-kinds.ts';

const COLUMNS = [
  { header: '行号 row', width: 8 },
  { header: '文件行 line', width: 8 },
  { header: '结算ID setl_id', width: 20 },
  { header: '差异类别 kind', width: 18 },
  { header: '列 column', width: 20 },
  { header: '列名 name', width: 24 },
  { header: '文件值 said', width: 16 },
  { header: '记录值 on_record', width: 16 },
  { header: '说明 reason', width: 60 },
  { header: '差异编号 difference', width: 20 },
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

async function* rowsOf(
  differences: AsyncIterable<Difference>,
): AsyncGenerator<readonly string[], void, void> {
  for await (const difference of differences) yield* linesOf(difference);
}

export const differencesTable = (differences: AsyncIterable<Difference>): AnswerTable => ({
  title: '差异',
  columns: COLUMNS,
  rows: rowsOf(differences),
});
