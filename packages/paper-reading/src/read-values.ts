/** Values as papers print them. One text has one meaning, or none: what could be read two ways is not read. */
import { type LocalDate, readLocalDate } from '@erbao/kernel/dates';
import { type Fen, fen, readFen } from '@erbao/kernel/money';

/** What stands at the beginning of a text, and how many characters of it. */
export type Found<T> = { readonly value: T; readonly from: number; readonly to: number };

// a sum of a bill always shows its fen; one without them has lost its point, or is something else
const AMOUNT = /^[:¥]*(-?(?:\d{1,3}(?:,\d{3})+|\d{1,9})\.\d{2})(?![\d.,])/;

export const readAmount = (text: string): Found<Fen> | undefined => {
  const match = AMOUNT.exec(text);
  const digits = match?.[1];
  if (match === null || digits === undefined) return undefined;
  const read = readFen(digits.replaceAll(',', ''));
  if (!read.ok) return undefined;
  return { value: read.fen, from: match[0].length - digits.length, to: match[0].length };
};

// one stray mark before a date is a speck or a bracket
const DATE = /^:*[^\d:]?((?:19|20)\d{2})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})(?:日|(?![\d]))/;

export const readDate = (text: string): Found<LocalDate> | undefined => {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [all, year = '', month = '', day = ''] = match;
  const value = readLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return value === undefined ? undefined : { value, from: all.search(/\d/), to: all.length };
};

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 };
const CAPITAL = /^:*(负?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{2,40})/;
const SHAPE =
  /^(负?)(?:((?:[零壹贰叁肆伍陆柒捌玖拾佰仟]+亿)?(?:[零壹贰叁肆伍陆柒捌玖拾佰仟]+万)?[零壹贰叁肆伍陆柒捌玖拾佰仟]*)[元圆])?零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/;

/** Up to four digits with their places; undefined when a place is said twice or grows. */
const underTenThousand = (text: string): number | undefined => {
  let [total, held, lowest] = [0, 0, 10_000];
  for (const sign of text) {
    const place = PLACES[sign];
    if (place === undefined) {
      if (held !== 0) return undefined;
      held = DIGITS.indexOf(sign);
      continue;
    }
    if (place >= lowest) return undefined;
    // 拾 without a digit before it is one ten
    total += (held === 0 ? 1 : held) * place;
    [held, lowest] = [0, place];
  }
  return held !== 0 && lowest === 1 ? undefined : total + held;
};

const wholeYuan = (text: string): number | undefined => {
  const [, high, middle, low = ''] = /^(?:(.*)亿)?(?:([^亿]*)万)?([^亿万]*)$/.exec(text) ?? [];
  const parts = [high, middle, low].map((part) => (part === undefined ? 0 : underTenThousand(part)));
  const [hundredMillions, tenThousands, rest] = parts;
  if (hundredMillions === undefined || tenThousands === undefined || rest === undefined) return undefined;
  return hundredMillions * 100_000_000 + tenThousands * 10_000 + rest;
};

/** 大写金额, the way back from 捌仟伍佰叁拾玖元零叁分 to fen. */
export const readCapitalYuan = (text: string): Found<Fen> | undefined => {
  const match = CAPITAL.exec(text);
  const words = match?.[1];
  if (match === null || words === undefined) return undefined;
  const shape = SHAPE.exec(words);
  if (shape === null || !/[元圆角分]/.test(words) || !/[零壹贰叁肆伍陆柒捌玖拾]/.test(words))
    return undefined;
  const [, sign, whole = '', jiao, cent] = shape;
  const yuan = wholeYuan(whole);
  if (yuan === undefined) return undefined;
  const value =
    yuan * 100 +
    (jiao === undefined ? 0 : DIGITS.indexOf(jiao) * 10) +
    (cent === undefined ? 0 : DIGITS.indexOf(cent));
  return {
    value: fen(sign === '负' ? 0 - value : value),
    from: match[0].length - words.length,
    to: match[0].length,
  };
};
