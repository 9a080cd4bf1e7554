/** Which form a paper is, by its own words; what it was sent as only helps when they cannot be read. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { isTaxInvoiceCode } from './tax-invoice.ts';
import { FORM_LABELS, type LabelledForm } from './labels.ts';
import { labelsIn } from './find-labels.ts';
import type { PaperForm } from './reading-fields.ts';
import type { Row } from './rows.ts';

/** In this order: a tax invoice is told apart before anything else. */
const HEADINGS: readonly (readonly [PaperForm, RegExp])[] = [
  ['vat-invoice', /增值税|电子普通发票|电子发票|发票代码/],
  ['medical-receipt', /收费票据|门诊票据|住院票据|票据代码/],
  ['settlement-sheet', /医疗保险.{0,12}结算单|医保.{0,8}结算单|结算清单/],
  ['discharge-summary', /出院小结|出院记录/],
  ['identity-card', /公民身份号码|居民身份证/],
  ['bank-card', /借记卡|储蓄卡|信用卡|银联|UnionPay/i],
];

/** A form that what was sent as this kind may be. */
const FORM_OF_KIND: Readonly<Partial<Record<PaperKind, LabelledForm>>> = {
  invoice: 'medical-receipt',
  'settlement-sheet': 'settlement-sheet',
  'medical-record': 'discharge-summary',
  'identity-card': 'identity-card',
  'bank-account': 'bank-card',
  'stamped-copy': 'medical-receipt',
};

/** Of the other kinds a claim needs nothing that a machine could read. */
export const isReadKind = (kind: PaperKind): boolean => FORM_OF_KIND[kind] !== undefined;
const ENOUGH_LABELS = 3;

export const formOf = (rows: readonly Row[], codes: readonly string[], kind: PaperKind): PaperForm => {
  if (codes.some(isTaxInvoiceCode)) return 'vat-invoice';
  for (const [form, heading] of HEADINGS) if (rows.some(({ text }) => heading.test(text))) return form;
  const expected = FORM_OF_KIND[kind];
  if (expected === undefined) return 'unknown';
  if (expected === 'bank-card') return rows.length === 0 ? 'unknown' : 'bank-card';
  const labels = new Set(
    rows.flatMap((row) => labelsIn(row, FORM_LABELS[expected]).map(({ field }) => field)),
  );
  labels.delete('stop');
  return labels.size >= ENOUGH_LABELS ? expected : 'unknown';
};
