/** 大写金额 as banks and finance write it (《支付结算办法》附一): 壹仟零叁拾肆元贰角陆分; whole yuan end with 整. */
import type { Fen } from '@erbao/kernel/money';

const DIGITS = Array.from('零壹贰叁肆伍陆柒捌玖');
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

const digit = (value: number): string => DIGITS[value] ?? '';

/** Four digits without the zeros that lead or end it; a gap inside is one 零. */
const fourDigits = (value: number): string => {
  let text = '';
  let isGap = false;
  for (const place of [3, 2, 1, 0]) {
    const one = Math.floor(value / 10 ** place) % 10;
    if (one === 0) isGap = text !== '';
    else {
      text += `${isGap ? '零' : ''}${digit(one)}${PLACES[place] ?? ''}`;
      isGap = false;
    }
  }
  return text;
};

const wholeYuan = (yuan: number): string => {
  let text = '';
  let needsZero = false;
  for (const group of [3, 2, 1, 0]) {
    const value = Math.floor(yuan / 10_000 ** group) % 10_000;
    if (value === 0) {
      needsZero = text !== '';
      continue;
    }
    text += `${text !== '' && (needsZero || value < 1_000) ? '零' : ''}${fourDigits(value)}${GROUPS[group] ?? ''}`;
    needsZero = false;
  }
  return text;
};

export const capitalYuan = (amount: Fen): string => {
  const fen = Math.abs(amount);
  const sign = amount < 0 ? '负' : '';
  const [yuan, jiao, cent] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (fen === 0) return '零元整';
  if (jiao === 0 && cent === 0) return `${sign}${whole}整`;
  const gap = whole !== '' && jiao === 0 ? '零' : '';
  const tenth = jiao === 0 ? gap : `${digit(jiao)}角`;
  return `${sign}${whole}${tenth}${cent === 0 ? '整' : `${digit(cent)}分`}`;
};
