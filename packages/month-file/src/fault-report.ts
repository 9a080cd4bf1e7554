/** A checked file in words, for a screen, a terminal and the file of differences that a hospital keeps. */
import { printYuan } from '@erbao/kernel/money';
import type { CheckedFile, Fault } from './check-file.ts';

/** 1 → A, 27 → AA, as spreadsheets name columns. */
const columnLetters = (position: number): string => {
  const rest = Math.floor((position - 1) / 26);
  return `${rest === 0 ? '' : columnLetters(rest)}${String.fromCharCode(65 + ((position - 1) % 26))}`;
};

export const WEIGHTS_ZH: Readonly<Record<Fault['weight'], string>> = { fault: '错误', doubt: '提示' };

export const REPORT_HEADS = ['行号', '列', '第几条', '类别', '问题'] as const;

/** One line of the report; the line is that of the file as it is opened in an editor or a spreadsheet. */
export const faultLine = ({ line, position, rowNumber, weight, messageZh }: Fault): readonly string[] => [
  String(line),
  position === undefined ? '整行' : columnLetters(position),
  String(rowNumber),
  WEIGHTS_ZH[weight],
  messageZh,
];

export const verdictZh = ({ problems, faults, doubts }: CheckedFile): string => {
  if (problems.length > 0) return '文件整体不能接收，请按下列原因改正后重新导出';
  if (faults > 0) return `有 ${String(faults)} 处错误，请改正后再报送`;
  return doubts > 0 ? `没有错误，有 ${String(doubts)} 处提示，请核对` : '没有发现问题，可以报送';
};

/** Name and figure of each control total, for the summary that goes with the file. */
export const totalsLines = ({ totals }: CheckedFile): readonly (readonly [string, string])[] => [
  ['数据行数', String(totals.rowsIn)],
  ['可接收', String(totals.good)],
  ['有错误', String(totals.bad)],
  ['其中退费', String(totals.refunds)],
  ['医疗费总额（元）', printYuan(totals.billedFen)],
  ['基金支付总额（元）', printYuan(totals.fundPaidFen)],
  ['个人现金支付（元）', printYuan(totals.cashFen)],
];
