/** A comparison as CSV and as a picture. Texts are the Chinese names of the schemes' own words. */
import { type Fen, fen, printYuan } from '@erbao/kernel/money';
import { reasonSentence } from './reasons.ts';
import type { Scheme } from './scheme.ts';
import type { ComparedRow, Comparison, Dimension, MemberChange } from './what-if.ts';

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  benefit: '待遇',
  hospital: '医院',
  identity: '身份',
  outcome: '结果',
};
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  none: '无特殊身份',
  granted: '给付',
  nothing: '无应付额',
  refused: '不予给付',
  referred: '转人工',
  inside: '区内',
  outside: '区外',
  town: '镇内',
  '0': '等级未知',
  '1': '一级',
  '2': '二级',
  '3': '三级',
};

const wordName = (word: string, schemes: readonly Scheme[]): string =>
  PLAIN_WORDS[word] ??
  schemes.map((scheme) => scheme.words.get(word)).find((name) => name !== undefined) ??
  word;

export const rowName = (row: ComparedRow, schemes: readonly Scheme[]): string => {
  if (row.dimension === 'benefit') {
    const benefits = schemes.flatMap((scheme) => scheme.benefits);
    return benefits.find((benefit) => benefit.id === row.key)?.title ?? row.key;
  }
  if (row.dimension === 'outcome') {
    const [outcome = '', reason] = row.key.split(' ');
    return reason === undefined
      ? wordName(outcome, schemes)
      : `${wordName(outcome, schemes)}：${reasonSentence(reason)}`;
  }
  const [words, joint] = row.dimension === 'hospital' ? [row.key.split('/'), ''] : [row.key.split('+'), '、'];
  return words.map((word) => wordName(word, schemes)).join(joint);
};

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvLine = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => quoted(String(cell))).join(',');
const difference = (base: Fen, change: Fen): Fen => fen(change - base);

/** With a byte order mark, so that Excel reads the Chinese. */
export const comparisonCsv = (comparison: Comparison, schemes: readonly Scheme[]): string => {
  const head = ['维度', '项目', '代码', '现行（元）', '变更后（元）', '差额（元）', '现行笔数', '变更后笔数'];
  const total = ['合计', '', '', printYuan(comparison.baseFen), printYuan(comparison.changeFen)];
  const totalDifference = printYuan(difference(comparison.baseFen, comparison.changeFen));
  const rows = comparison.rows.map((row) => [
    ...[DIMENSION_NAMES[row.dimension], rowName(row, schemes), row.key],
    ...[printYuan(row.baseFen), printYuan(row.changeFen), printYuan(difference(row.baseFen, row.changeFen))],
    ...[row.baseBills, row.changeBills],
  ]);
  return `\uFEFF${[head, [...total, totalDifference, '', ''], ...rows].map(csvLine).join('\r\n')}\r\n`;
};

export const membersCsv = (comparison: Comparison): string => {
  const line = (kind: string, change: MemberChange): string =>
    csvLine([
      ...[kind, change.member, printYuan(change.baseFen), printYuan(change.changeFen)],
      printYuan(difference(change.baseFen, change.changeFen)),
    ]);
  const head = csvLine(['变化', '参保人', '现行（元）', '变更后（元）', '差额（元）']);
  const gains = comparison.gainMost.map((change) => line('增加最多', change));
  const losses = comparison.loseMost.map((change) => line('减少最多', change));
  return `\uFEFF${[head, ...gains, ...losses].join('\r\n')}\r\n`;
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const LEFT = 220;
const BAR = 420;
const LINE = 40;
const COLOURS = { base: '#8c9aa8', change: '#1668b8', up: '#b3261e', down: '#1b7f4b' } as const;

const lengthOf = (sum: Fen, longest: number): number => Math.floor((sum * BAR) / longest);

const barsOf = (row: ComparedRow, name: string, top: number, longest: number): string => {
  const delta = difference(row.baseFen, row.changeFen);
  const sign = delta > 0 ? '+' : '';
  const end = LEFT + Math.max(lengthOf(row.baseFen, longest), lengthOf(row.changeFen, longest)) + 8;
  return [
    `<text x="${LEFT - 10}" y="${top + 19}" text-anchor="end">${escapeXml(name.slice(0, 16))}</text>`,
    `<rect x="${LEFT}" y="${top + 4}" width="${lengthOf(row.baseFen, longest)}" height="12" fill="${COLOURS.base}"/>`,
    `<rect x="${LEFT}" y="${top + 18}" width="${lengthOf(row.changeFen, longest)}" height="12" fill="${COLOURS.change}"/>`,
    `<text x="${end}" y="${top + 22}" fill="${delta > 0 ? COLOURS.up : COLOURS.down}">${sign}${printYuan(delta)}</text>`,
  ].join('');
};

/** Bars of the fund's money by benefit, hospital and identity, under the base (grey) and the change (blue). */
export const comparisonPicture = (
  comparison: Comparison,
  schemes: readonly Scheme[],
  title: string,
): string => {
  const rows = comparison.rows.filter((row) => row.dimension !== 'outcome');
  const longest = Math.max(1, ...rows.map((row) => Math.max(row.baseFen, row.changeFen)));
  const parts: string[] = [];
  let top = 70;
  let dimension = '';
  for (const row of rows) {
    if (row.dimension !== dimension) {
      dimension = row.dimension;
      parts.push(`<text x="16" y="${top + 24}" font-weight="bold">${DIMENSION_NAMES[row.dimension]}</text>`);
      top += 32;
    }
    parts.push(barsOf(row, rowName(row, schemes), top, longest));
    top += LINE;
  }
  const delta = printYuan(difference(comparison.baseFen, comparison.changeFen));
  const summary = `基金支出 ${printYuan(comparison.baseFen)} → ${printYuan(comparison.changeFen)} 元（差额 ${delta}）；灰：现行，蓝：变更后`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="860" height="${top + 20}" font-family="'Noto Sans CJK SC','Noto Sans SC',sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="bold">${escapeXml(title)}</text>`,
    `<text x="16" y="52">${escapeXml(summary)}</text>`,
    ...parts,
    '</svg>',
  ].join('\n');
};
