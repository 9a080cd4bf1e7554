/** Orders to a bank, and the schemas that its files are held to. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contentId } from '@erbao/kernel/ids';
import { fen } from '@erbao/kernel/money';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { BankLine } from './bank-format.ts';

export const BATCH = contentId('batch', 'test');
export const paymentId = (nth: number): string => contentId('payment', 'test', nth);
export const line = (nth: number, more: Partial<BankLine> = {}): BankLine => ({
  paymentId: paymentId(nth),
  accountNumber: `00${String(nth).padStart(17, '0')}`,
  holder: '样例甲',
  bankName: '样例银行南沙支行',
  cnaps: '000000000000',
  amountFen: fen(10_001 + nth),
  ...more,
});
/** Throws what libxml2 finds against a schema of `schemas/`. */
export const expectValid = (file: string, xml: string): void => {
  using xsd = XmlDocument.fromString(
    readFileSync(path.join(import.meta.dirname, '..', 'schemas', file), 'utf8'),
  );
  using validator = XsdValidator.fromDoc(xsd);
  using document = XmlDocument.fromString(xml);
  validator.validate(document);
};
