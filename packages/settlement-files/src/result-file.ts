/** The file that the hospital fetches: one line for each row, in the order of the file. */
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import { printYuan } from '@erbao/kernel/money';
import type { AnswerTable } from './answer-file.ts';
import type { RowResult } from './row-result.ts';

const OUTCOME_ZH: Readonly<Record<RowResult['outcome'], string>> = {
  granted: '给付',
  nothing: '无应付额',
  refused: '不予给付',
  referred: '转人工',
  bad: '数据有误',
};

const COLUMNS = [
  { header: '行号 row', width: 8 },
  { header: '文件行 line', width: 8 },
  { header: '结算ID setl_id', width: 20 },
  { header: '处理结果 outcome', width: 12 },
  { header: '医疗费总额 medfee_sumamt', width: 16 },
  { header: '给付合计 granted', width: 14 },
  { header: '给付明细 benefits', width: 30 },
  { header: '出错的列 column', width: 24 },
  { header: '原因代码 reason', width: 24 },
  { header: '原因说明 message', width: 60 },
  { header: '回执号 receipt', width: 20 },
] as const;

const reasonCells = (result: RowResult): readonly [string, string, string] => {
  const problems = result.problems ?? [];
  if (problems.length > 0)
    return [
      problems.map(({ column }) => column).join(';'),
      problems.map(({ code }) => code).join(';'),
      problems.map(({ messageZh }) => messageZh).join('；'),
    ];
  const waiting = result.referrals ?? [];
  if (waiting.length > 0) return ['', waiting.join(';'), waiting.map(reasonSentence).join('')];
  return ['', result.reason ?? '', result.reasonZh ?? ''];
};

const resultCells = (result: RowResult): readonly string[] => [
  String(result.rowNumber),
  String(result.line),
  result.setlId,
  OUTCOME_ZH[result.outcome],
  result.outcome === 'bad' ? '' : printYuan(result.billedFen),
  printYuan(result.totalFen),
  Object.entries(result.benefits)
    .map(([benefit, sum]) => `${benefit}=${printYuan(sum)}`)
    .join(';'),
  ...reasonCells(result),
  result.receiptId ?? '',
];

async function* rowsOf(
  results: AsyncIterable<RowResult> | Iterable<RowResult>,
): AsyncGenerator<readonly string[], void, void> {
  for await (const result of results) yield resultCells(result);
}

export const resultTable = (results: AsyncIterable<RowResult> | Iterable<RowResult>): AnswerTable => ({
  title: '结算结果',
  columns: COLUMNS,
  rows: rowsOf(results),
});
