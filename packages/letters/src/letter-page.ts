/** The parts that every paper is put together from: A4, one typeface, quiet lines, a number and a page count below. */
import type { ClaimLetter } from '@erbao/api-contracts/letters';
import { fen, printYuan } from '@erbao/kernel/money';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { MAIN_FONT } from './typefaces.ts';

const LINE = '#8a8f98';
const QUIET = '#4a4f57';
const SHADE = '#f2f4f7';

/** 1034.26 元 with thousands apart, for people; programs read the fen beside it. */
export const money = (amount: number): string =>
  `${printYuan(fen(amount)).replace(/\B(?=(\d{3})+\.)/g, ',')} 元`;

export const chineseDate = (day: string): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

export const title = (text: string, number: string): Content => ({
  stack: [
    { text, fontSize: 18, alignment: 'center', characterSpacing: 1 },
    { text: `编号：${number}`, fontSize: 9, color: QUIET, alignment: 'center', margin: [0, 4, 0, 14] },
  ],
});

export const heading = (text: string): Content => ({
  text,
  fontSize: 11.5,
  margin: [0, 9, 0, 4],
  headlineLevel: 1,
});

export const paragraph = (text: string): Content => ({ text, margin: [0, 0, 0, 4] });
export const small = (text: string): Content => ({ text, fontSize: 8.5, color: QUIET, margin: [0, 0, 0, 3] });

const RULED = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => LINE,
  vLineColor: () => LINE,
  paddingTop: () => 3,
  paddingBottom: () => 2.5,
};

/** Labels and values, two pairs a row. */
export const facts = (pairs: readonly (readonly [string, string])[]): Content => {
  const cells = (pair: readonly [string, string] | undefined): TableCell[] => [
    { text: pair?.[0] ?? '', color: QUIET, fillColor: SHADE },
    { text: pair?.[1] ?? '' },
  ];
  const body = Array.from({ length: Math.ceil(pairs.length / 2) }, (_, row) => [
    ...cells(pairs[row * 2]),
    ...cells(pairs[row * 2 + 1]),
  ]);
  return { table: { widths: [58, '*', 58, '*'], body }, layout: RULED, fontSize: 9.5 };
};

/** What every letter about a claim says first: whose it is, and which one. */
export const aboutClaim = (letter: ClaimLetter): Content =>
  facts([
    ['参保人', letter.insured.name],
    ['身份证号', letter.insured.maskedIdentityNumber],
    ['申请编号', letter.claimId],
    ['票据号码', letter.invoiceNumber],
    ['就诊医院', letter.hospitalName],
    ['告知日期', chineseDate(letter.issuedOn)],
  ]);

export type Column = { readonly name: string; readonly width: number | '*'; readonly right?: boolean };

/** A table whose head repeats on every page and whose rows stay whole. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  last?: readonly string[],
): Content => {
  const cell = (text: string, place: number, more: { readonly fillColor?: string } = {}): TableCell => ({
    text,
    alignment: columns[place]?.right === true ? 'right' : 'left',
    ...more,
  });
  const body = [
    columns.map((column, place) => cell(column.name, place, { fillColor: SHADE })),
    ...rows.map((row) => row.map((text, place) => cell(text, place))),
    ...(last === undefined ? [] : [last.map((text, place) => cell(text, place, { fillColor: SHADE }))]),
  ];
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: columns.map(({ width }) => width), body },
    layout: RULED,
    fontSize: 9,
  };
};

export const signature = (office: string, day: string): Content => ({
  stack: [{ text: office }, { text: chineseDate(day), margin: [0, 4, 0, 0] }],
  alignment: 'right',
  margin: [0, 18, 0, 0],
  unbreakable: true,
});

export type Page = {
  readonly name: string;
  readonly number: string;
  readonly landscape?: boolean;
  readonly content: Content;
};

export const documentOf = ({ name, number, landscape, content }: Page): TDocumentDefinitions => ({
  pageSize: 'A4',
  pageOrientation: landscape === true ? 'landscape' : 'portrait',
  pageMargins: [56, 46, 56, 50],
  language: 'zh-CN',
  content,
  defaultStyle: { font: MAIN_FONT, fontSize: 10.5, lineHeight: 1.2 },
  info: { title: `${name} ${number}`, creator: 'Erbao', producer: 'Erbao' },
  footer: (page, pages) => ({
    columns: [
      { text: number, alignment: 'left' },
      { text: `第 ${page} 页，共 ${pages} 页`, alignment: 'right' },
    ],
    fontSize: 8,
    color: QUIET,
    margin: [56, 18, 56, 0],
  }),
});
