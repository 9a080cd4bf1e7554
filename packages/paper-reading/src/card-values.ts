/** What papers print without a label: the number of a bank card, the bank's name, the hospital above its papers. */
import { readIdentityNumber } from '@erbao/national-record/identity-number';
import { type FoundValue, foundIn } from './labelled-values.ts';
import { luhnHolds } from './luhn.ts';
import type { Row } from './rows.ts';

const NUMBER = /\d{16,19}/g;
const BANK = /[\u4e00-\u9fff]{2,14}银行(?!卡)/;

/** The number that its check digit proves; else the longest, which a person then compares. */
export const bankCardValues = (rows: readonly Row[]): readonly FoundValue[] => {
  const numbers = rows.flatMap((row) =>
    [...row.text.matchAll(NUMBER)]
      // longer than any card number: something else
      .filter(({ index }) => !/\d/.test(row.text.charAt(index - 1)))
      .map(({ 0: text, index }) => ({ row, text, from: index })),
  );
  const best =
    numbers.find(({ text }) => luhnHolds(text)) ??
    numbers.toSorted((a, b) => b.text.length - a.text.length)[0];
  const bankRow = rows.find(({ text }) => BANK.test(text));
  const bank = BANK.exec(bankRow?.text ?? '');
  return [
    ...(best === undefined
      ? []
      : [
          foundIn(
            best.row,
            'accountNumber',
            { as: 'text', text: best.text },
            { from: best.from, to: best.from + best.text.length },
            true,
          ),
        ]),
    ...(bankRow === undefined || bank === null
      ? []
      : [
          foundIn(
            bankRow,
            'bankName',
            { as: 'text', text: bank[0] },
            { from: bank.index, to: bank.index + bank[0].length },
            true,
          ),
        ]),
  ];
};

const NUMBER_LENGTH = 18;
const DIGIT_LIKE = /[0-9A-Za-z]/;

/**
 * A card has one number; its label often slips into another row, and the portrait may leave a digit beside it. Only what its
 * own check character proves, and sure only where nothing stands beside it.
 */
export const identityNumberOn = (rows: readonly Row[]): readonly FoundValue[] => {
  const proven = rows.flatMap((row) =>
    Array.from({ length: Math.max(0, row.text.length - NUMBER_LENGTH + 1) }, (_, from) => {
      const place = { from, to: from + NUMBER_LENGTH };
      const text = readIdentityNumber(row.text.slice(place.from, place.to).toUpperCase());
      const stands = !DIGIT_LIKE.test(`${row.text.charAt(from - 1)}${row.text.charAt(place.to)}`);
      return text === undefined
        ? []
        : [foundIn(row, 'identityNumber', { as: 'text' as const, text }, place, stands)];
    }).flat(),
  );
  return proven.length === 1 ? proven : [];
};

const HOSPITAL = /^[\u4e00-\u9fff]{2,30}(?:医院|卫生院|保健院|医疗中心)(?:[\u4e00-\u9fff]{0,6}分院)?/;
const HEADING_ROWS = 5;

export const hospitalInHeading = (rows: readonly Row[]): readonly FoundValue[] =>
  rows
    .slice(0, HEADING_ROWS)
    .flatMap((row) => {
      const match = HOSPITAL.exec(row.text);
      if (match === null) return [];
      return [
        foundIn(row, 'hospitalName', { as: 'text', text: match[0] }, { from: 0, to: match[0].length }, true),
      ];
    })
    .slice(0, 1);
