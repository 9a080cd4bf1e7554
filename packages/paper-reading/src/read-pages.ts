/** From the text of a paper's pages to its fields. Pure: the same pages give the same reading. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { PageText } from '@erbao/page-text/page';
import { bankCardValues, hospitalInHeading, identityNumberOn } from './card-values.ts';
import { evidenceFor } from './evidence.ts';
import { formOf } from './forms.ts';
import { type FoundValue, labelledValues, placeAround, placeOf } from './labelled-values.ts';
import type { Evidence, FieldValue, PaperReading, ReadCode, ReadField } from './paper-reading.ts';
import type { FieldName, PaperForm } from './reading-fields.ts';
import { type Row, rowsOf } from './rows.ts';
import { readTaxInvoiceCode } from './tax-invoice.ts';

/** Changed whenever the same paper might be read otherwise: engine, models, labels or rules. Sorts by time. */
export const READER_VERSION = '2026-11-22-ppocr4-2';

/**
 * Per mille. What a machine is sure of by itself stays below HIGH_CONFIDENCE (900), and so does any amount: only evidence
 * lifts it above. Text that the file itself gives is exact, so its label is the only doubt.
 */
const CONFIDENCE = {
  alone: 880,
  fileText: 940,
  fileTextDoubtfulLabel: 850,
  doubtfulLabel: 700,
  contradicted: 300,
  oneWitness: 970,
  twoWitnesses: 990,
} as const;
/** Evidence for a value of which a character was hardly seen is not believed: two faults could fit each other. */
const LEAST_SEEN = 0.6;
/** One wrong digit is always found by a check digit, two are not: each digit must have been seen well. */
const LEAST_SEEN_FOR_CHECKSUM = 0.85;

const confidenceOf = (
  found: FoundValue,
  evidence: readonly Evidence[],
  source: 'pdf-text' | 'ocr',
): number => {
  if (evidence.includes('contradicted')) return CONFIDENCE.contradicted;
  const needed = evidence.every((one) => one === 'checksum-right') ? LEAST_SEEN_FOR_CHECKSUM : LEAST_SEEN;
  const isProven = found.labelled && evidence.length > 0 && found.doubtful >= needed;
  if (isProven) return evidence.length > 1 ? CONFIDENCE.twoWitnesses : CONFIDENCE.oneWitness;
  if (source === 'pdf-text' && found.value.as !== 'fen')
    return found.labelled ? CONFIDENCE.fileText : CONFIDENCE.fileTextDoubtfulLabel;
  const most = found.labelled ? CONFIDENCE.alone : CONFIDENCE.doubtfulLabel;
  return Math.min(most, Math.round(found.doubtful * 1_000));
};

const sameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The first of each field; a field that says two things is in doubt whatever else speaks for it. */
const firstOfEach = (found: readonly FoundValue[]) => {
  const values = new Map<FieldName, FoundValue>();
  const disputed = new Set<FieldName>();
  for (const one of found) {
    const known = values.get(one.name);
    if (known === undefined) values.set(one.name, one);
    else if (!sameValue(known.value, one.value)) disputed.add(one.name);
  }
  return { values, disputed };
};

const valuesOn = (form: PaperForm, rows: readonly Row[]): readonly FoundValue[] => {
  if (form === 'unknown') return [];
  if (form === 'bank-card') return bankCardValues(rows);
  return [
    ...labelledValues(rows, form),
    ...(form === 'discharge-summary' ? hospitalInHeading(rows) : []),
    ...(form === 'identity-card' ? identityNumberOn(rows) : []),
  ];
};

const codesOf = (pages: readonly PageText[]): readonly ReadCode[] =>
  pages.flatMap((page, index) =>
    page.codes.map(({ text, format, corners }) => ({
      text,
      format,
      place: placeAround(corners, index + 1, page),
    })),
  );

const taxInvoiceFields = (codes: readonly ReadCode[]): readonly ReadField[] =>
  codes.slice(0, 1).flatMap(({ text: raw, place }) => {
    const read = readTaxInvoiceCode(raw);
    if (read === undefined) return [];
    const field = (name: FieldName, value: FieldValue, confidence: number): ReadField => ({
      name,
      value,
      raw,
      place,
      confidence,
      evidence: [],
      source: 'qr',
    });
    return [
      ...(read.code === ''
        ? []
        : [field('billCode', { as: 'text', text: read.code }, CONFIDENCE.oneWitness)]),
      field('billNumber', { as: 'text', text: read.number }, CONFIDENCE.oneWitness),
      // the older code, which has a 代码, holds the sum before tax
      ...(read.code !== '' || read.totalFen === undefined
        ? []
        : [field('total', { as: 'fen', fen: read.totalFen }, CONFIDENCE.alone)]),
      ...(read.issuedOn === undefined
        ? []
        : [field('issuedOn', { as: 'date', date: read.issuedOn }, CONFIDENCE.oneWitness)]),
    ];
  });

export const readPages = (pages: readonly PageText[], kind: PaperKind): PaperReading => {
  const rows = pages.flatMap((page, index) => rowsOf(page, index + 1));
  const codes = codesOf(pages);
  const codeTexts = codes.map(({ text }) => text);
  const form = formOf(rows, codeTexts, kind);
  const { values, disputed } = firstOfEach(valuesOn(form, rows));
  const evidence = evidenceFor(form, values, codeTexts);
  const fields = [...values].flatMap(([name, found]): ReadField[] => {
    const page = pages[found.page - 1];
    if (page === undefined) return [];
    const spoken = evidence.get(name) ?? [];
    const all: readonly Evidence[] = disputed.has(name) ? [...spoken, 'contradicted'] : spoken;
    return [
      {
        name,
        value: found.value,
        raw: found.raw,
        confidence: confidenceOf(found, all, page.source),
        evidence: all,
        place: placeOf(found, page),
        source: page.source,
      },
    ];
  });
  const turns = pages.map((page) => page.turns);
  const read = form === 'vat-invoice' ? taxInvoiceFields(codes) : fields;
  return { form, pages: pages.length, turns, fields: read, codes };
};
