/** What the sample pages are put together from. Each says 样本 in its heading and across the paper. */
import type { LocalDate } from '@erbao/kernel/dates';
import { type Fen, printYuan } from '@erbao/kernel/money';
import { MAIN_FONT } from '@erbao/letters/typefaces';
import type { FieldValue } from '@erbao/paper-reading/paper-reading';
import type { FieldName, PaperForm } from '@erbao/paper-reading/reading-fields';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

export type SamplePage = {
  readonly form: PaperForm;
  readonly page: TDocumentDefinitions;
  /** The day on the paper; the PDF's own date, so that the same facts are the same bytes. */
  readonly issuedOn: string;
  readonly truth: Readonly<Partial<Record<FieldName, FieldValue>>>;
};

export const fenValue = (fen: Fen): FieldValue => ({ as: 'fen', fen });
export const dateValue = (date: LocalDate): FieldValue => ({ as: 'date', date });
export const textValue = (text: string): FieldValue => ({ as: 'text', text });

export const yuan = (amount: Fen): string => printYuan(amount);

export const sampleMark = (note: string): Content => ({
  text: `样本 SAMPLE · ${note}`,
  fontSize: 7,
  color: '#b03030',
  alignment: 'center',
});

export const pageOf = (
  size: { readonly width: number; readonly height: number },
  content: Content[],
  fontSize = 9,
): TDocumentDefinitions => ({
  pageSize: size,
  pageMargins: [28, 22, 28, 18],
  language: 'zh-CN',
  content,
  watermark: { text: '样本 SAMPLE', color: '#c03030', opacity: 0.07, angle: -28, fontSize: size.width / 9 },
  defaultStyle: { font: MAIN_FONT, fontSize, lineHeight: 1.15 },
  info: { title: '样本 SAMPLE', creator: 'Erbao', producer: 'Erbao' },
});

/** Name and value in one line, as forms print them. */
export const line = (label: string, value: string): Content => ({ text: `${label}：${value}` });

/** Pairs side by side, `wide` in a row. */
export const grid = (pairs: readonly (readonly [string, string])[], wide: number): Content => ({
  table: {
    widths: Array.from({ length: wide }, () => '*'),
    body: Array.from({ length: Math.ceil(pairs.length / wide) }, (_, row) =>
      Array.from({ length: wide }, (_cell, column) => {
        const pair = pairs[row * wide + column];
        return pair === undefined ? { text: '' } : { text: `${pair[0]}：${pair[1]}` };
      }),
    ),
  },
  layout: 'noBorders',
});

/** A round red seal with its words, lying over what is printed under it. */
export const seal = (x: number, y: number, words: string): Content[] => [
  {
    svg: '<svg width="96" height="96" viewBox="0 0 96 96"><circle cx="48" cy="48" r="45" stroke-width="3" fill="none" stroke="#d02020" stroke-opacity="0.62"/><path fill="#d02020" fill-opacity="0.62" d="M48 26l5 15h16l-13 10 5 15-13-9-13 9 5-15-13-10h16z"/></svg>',
    absolutePosition: { x, y },
  },
  { text: words, color: '#d02020', opacity: 0.62, fontSize: 8, absolutePosition: { x: x + 14, y: y + 70 } },
];
