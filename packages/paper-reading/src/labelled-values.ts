/** Values that stand beside their labels, each with the place and the doubt of its own characters. */
import { readIdentityNumber } from '@erbao/national-record/identity-number';
import type { Point } from '@erbao/page-text/page';
import { labelsIn } from './find-labels.ts';
import { FORM_LABELS, type LabelledForm } from './labels.ts';
import type { FieldValue, Place } from './paper-reading.ts';
import { type Found, readAmount, readCapitalYuan, readDate } from './read-values.ts';
import { factsOf, type FieldName } from './reading-fields.ts';
import type { Row, RowCharacter } from './rows.ts';

export type FoundValue = {
  readonly name: FieldName;
  readonly value: FieldValue;
  readonly raw: string;
  /** 0 … 1, of its most doubtful character. */
  readonly doubtful: number;
  /** Whether the label beside it was read without doubt. */
  readonly labelled: boolean;
  readonly characters: readonly RowCharacter[];
  readonly page: number;
};

/** What follows a date as the end of a span. */
const SPAN_ENDS: Readonly<Partial<Record<FieldName, FieldName>>> = {
  admittedOn: 'dischargedOn',
  validFrom: 'validTo',
};

const NAME = /^:*([\u3400-\u9fff□](?:[\u3400-\u9fff□.]{0,18}[\u3400-\u9fff□])?)/;
const NUMBER = /^:*([0-9A-Za-z-]{4,40})/;
/** Letter and two digits, then finer parts; a letter I is often read as the digit one, and no code begins with a digit. */
const DIAGNOSIS_CODE = '[A-Z1]\\d{2}(?:\\.[0-9xX]{1,3}(?:[xX]\\d{3})?)?';
const ANY = /^:*([^:]{2,40})/;
const SHAPES: Readonly<Partial<Record<FieldName, RegExp>>> = {
  billCode: /^:*(\d{8,12})(?!\d)/,
  billNumber: /^:*(\d{8,20})(?!\d)/,
  checkCode: /^:*([0-9A-Za-z]{6})(?![0-9A-Za-z])/,
  payerName: NAME,
  patientName: NAME,
  settlementId: NUMBER,
  recordNumber: NUMBER,
  diagnosisCode: new RegExp(`^:*(${DIAGNOSIS_CODE})`),
};

const diagnosisCode = (read: string): string => read.replace(/^1/, 'I');

const text = (value: string): FieldValue => ({ as: 'text', text: value });

const readText = (name: FieldName, given: string): Found<FieldValue> | undefined => {
  if (name === 'identityNumber') {
    const match = /^:*(\d{17}[\dXx])(?![0-9A-Za-z])/.exec(given);
    const number = match?.[1]?.toUpperCase();
    if (match === null || number === undefined) return undefined;
    return {
      value: text(readIdentityNumber(number) ?? number),
      from: match[0].length - 18,
      to: match[0].length,
    };
  }
  const match = (SHAPES[name] ?? ANY).exec(given);
  const value = match?.[1];
  if (match === null || value === undefined) return undefined;
  const said = name === 'diagnosisCode' ? diagnosisCode(value) : value;
  return { value: text(said), from: match[0].length - value.length, to: match[0].length };
};

const readValue = (name: FieldName, given: string): Found<FieldValue> | undefined => {
  switch (factsOf(name).as) {
    case 'fen': {
      const found = name === 'capitalTotal' ? readCapitalYuan(given) : readAmount(given);
      return found === undefined ? undefined : { ...found, value: { as: 'fen', fen: found.value } };
    }
    case 'date': {
      const found = readDate(given);
      return found === undefined ? undefined : { ...found, value: { as: 'date', date: found.value } };
    }
    case 'text':
      return readText(name, given);
  }
};

type Span = { readonly from: number; readonly to: number };
export const foundIn = (
  row: Row,
  name: FieldName,
  value: FieldValue,
  { from, to }: Span,
  labelled: boolean,
): FoundValue => {
  const characters = row.characters.slice(from, to);
  return {
    name,
    value,
    raw: characters.map(({ text: one }) => one).join(''),
    doubtful: Math.min(1, ...characters.map(({ confidence }) => confidence)),
    labelled,
    characters,
    page: row.page,
  };
};

/** The name of an illness and, in brackets behind it, its code. */
const CODE_BEHIND = new RegExp(`[([]?(${DIAGNOSIS_CODE})[)\\]]?$`);

const withCode = (row: Row, found: FoundValue, from: number): readonly FoundValue[] => {
  if (found.name !== 'diagnosis' || found.value.as !== 'text') return [found];
  const match = CODE_BEHIND.exec(found.value.text);
  const code = match?.[1];
  if (match === null || code === undefined || match.index === 0) return [found];
  const codeFrom = from + match.index + match[0].indexOf(code);
  return [
    foundIn(
      row,
      'diagnosis',
      text(found.value.text.slice(0, match.index)),
      { from, to: from + match.index },
      found.labelled,
    ),
    foundIn(
      row,
      'diagnosisCode',
      text(diagnosisCode(code)),
      { from: codeFrom, to: codeFrom + code.length },
      found.labelled,
    ),
  ];
};

const besideLabel = (
  row: Row,
  name: FieldName,
  from: number,
  to: number,
  labelled: boolean,
): readonly FoundValue[] => {
  const given = row.text.slice(from, to);
  const found = readValue(name, given);
  if (found === undefined) return [];
  const span = { from: from + found.from, to: from + found.to };
  const first = withCode(row, foundIn(row, name, found.value, span, labelled), span.from);
  const endName = SPAN_ENDS[name];
  const link = /^[-至到~.]+/.exec(row.text.slice(span.to, to));
  if (endName === undefined || link === null) return first;
  return [...first, ...besideLabel(row, endName, span.to + link[0].length, to, labelled)];
};

/** Every value beside a label of the form, also when a field stands in two places. */
export const labelledValues = (rows: readonly Row[], form: LabelledForm): readonly FoundValue[] =>
  rows.flatMap((row) => {
    const labels = labelsIn(row, FORM_LABELS[form]);
    return labels.flatMap(({ field, to, exact }, place) =>
      field === 'stop' ? [] : besideLabel(row, field, to, labels[place + 1]?.from ?? row.text.length, exact),
    );
  });

type PageSize = { readonly width: number; readonly height: number; readonly turns: 0 | 1 | 2 | 3 };

/** The box around points of an upright page, in per mille of the page as it came (before it was turned upright). */
export const placeAround = (points: readonly Point[], page: number, size: PageSize): Place => {
  const part = (value: number, whole: number): number => Math.max(0, Math.min(1, value / whole));
  const xs = points.map(([x]) => part(x, size.width));
  const ys = points.map(([, y]) => part(y, size.height));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const back = {
    0: [left, top, right, bottom],
    1: [top, 1 - right, bottom, 1 - left],
    2: [1 - right, 1 - bottom, 1 - left, 1 - top],
    3: [1 - bottom, left, 1 - top, right],
  } as const;
  const [x, y, x2, y2] = back[size.turns].map((share) => Math.round(share * 1_000));
  return { page, x: x ?? 0, y: y ?? 0, width: (x2 ?? 0) - (x ?? 0), height: (y2 ?? 0) - (y ?? 0) };
};

/** Around all characters of the value. */
export const placeOf = ({ characters, page }: FoundValue, size: PageSize): Place =>
  placeAround(
    characters.flatMap(({ centre: [x, y], height }): readonly Point[] => [
      [x - height * 0.6, y - height * 0.6],
      [x + height * 0.6, y + height * 0.6],
    ]),
    page,
    size,
  );
