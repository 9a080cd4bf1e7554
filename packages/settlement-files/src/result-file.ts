/** The file that the hospital fetches: one line for each row, in the order of the file. */
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import { printYuan } from '@erbao/kernel/money';
import type { RowResult } from './row-result.ts';

const OUTCOME_ZH: Readonly<Record<RowResult['outcome'], string>> = {
  granted: '给付',
  nothing: '无应付额',
  refused: '不予给付',
  referred: '转人工',
  bad: '数据有误',
};

export const RESULT_HEADER = [
  '行号 row',
  '文件行 line',
  '结算ID setl_id',
  '处理结果 outcome',
  '医疗费总额 medfee_sumamt',
  '给付合计 granted',
  '给付明细 benefits',
  '出错的列 column',
  '原因代码 reason',
  '原因说明 message',
  '回执号 receipt',
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

/** Header and rows as cells; `writeCsv` of tabular makes the bytes in the encoding in which the hospital sent its file. */
export async function* writeResultFile(
  results: AsyncIterable<RowResult> | Iterable<RowResult>,
): AsyncGenerator<readonly string[], void, void> {
  yield RESULT_HEADER;
  for await (const result of results) yield resultCells(result);
}
