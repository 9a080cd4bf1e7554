/** The slip that the window prints (一站式结算单): text for a receipt printer, HTML for a page. No name: the desk prints its own. */
import { type Fen, printYuan } from '@erbao/kernel/money';
import type { SettlementAnswer } from './settlement-answer.ts';

export type SlipHead = {
  readonly hospitalName: string;
  readonly setlId: string;
  readonly maskedName: string;
};
type Line = { readonly label: string; readonly value: string; readonly note?: string };

const STATE_ZH: Readonly<Record<SettlementAnswer['state'], string>> = {
  quoted: '预结算（不作为付款凭证）',
  settled: '已结算',
  reversed: '已冲正（作废）',
};

const yuan = (amount: Fen): string => `${printYuan(amount)} 元`;

const linesOf = (answer: SettlementAnswer, head: SlipHead): readonly Line[] => [
  { label: '医疗机构', value: head.hospitalName },
  { label: '结算ID', value: head.setlId },
  { label: '姓名', value: head.maskedName },
  { label: '状态', value: STATE_ZH[answer.state] },
  { label: '医疗费总额', value: yuan(answer.totalFen) },
  ...answer.earlierPayers
    .filter(({ amountFen }) => amountFen !== 0)
    .map(({ nameZh, amountFen }) => ({ label: nameZh, value: yuan(amountFen) })),
  ...answer.benefits.map(({ nameZh, amountFen, clauses }) => ({
    label: nameZh,
    value: yuan(amountFen),
    note: `依据：${clauses.map(({ clause }) => clause).join('、')}`,
  })),
  ...(answer.reasonZh === undefined ? [] : [{ label: '说明', value: answer.reasonZh }]),
  ...answer.referrals.map(({ text }) => ({ label: '转人工', value: text })),
  { label: '个人应付', value: yuan(answer.patientOwesFen) },
  ...(answer.patientReceivesFen > 0 ? [{ label: '发放给个人', value: yuan(answer.patientReceivesFen) }] : []),
  ...answer.ceilings.map(({ title, leftFen, limitFen }) => ({
    label: `${title}余额`,
    value: yuan(leftFen),
    note: `限额 ${yuan(limitFen)}`,
  })),
  { label: '结算月份', value: answer.month },
  { label: '回执号', value: answer.receiptHash.slice(0, 16) },
];

export const slipText = (answer: SettlementAnswer, head: SlipHead): string =>
  [
    `${answer.scheme.title}　一站式结算单`,
    ...linesOf(answer, head).map(
      ({ label, value, note }) => `${label}：${value}${note === undefined ? '' : `（${note}）`}`,
    ),
  ].join('\n');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const slipHtml = (answer: SettlementAnswer, head: SlipHead): string => {
  const rows = linesOf(answer, head).map(
    ({ label, value, note }) =>
      `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td><td>${escaped(note ?? '')}</td></tr>`,
  );
  const title = `${escaped(answer.scheme.title)}　一站式结算单`;
  return [
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">',
    `<title>${title}</title><style>th{text-align:left;font-weight:normal}td,th{padding:2px 12px 2px 0}</style>`,
    `<h1>${title}</h1><table>${rows.join('')}</table></html>`,
  ].join('');
};
