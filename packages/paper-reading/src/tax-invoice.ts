/**
 * The code of a VAT invoice: `01,10,代码,号码,金额,yyyyMMdd,校验码,CRC,` or `01,32,,号码,金额,日期,,CRC` (field-standards §2.1). A
 * fiscal medical receipt has no public format of its own, and is never read from a code like this.
 */
import { type LocalDate, readLocalDate } from '@erbao/kernel/dates';
import { type Fen, readFen } from '@erbao/kernel/money';

export type TaxInvoiceCode = {
  readonly code: string;
  readonly number: string;
  readonly totalFen: Fen | undefined;
  readonly issuedOn: LocalDate | undefined;
};

const SHAPE = /^01,(?:\d{2}),(\d{0,12}),(\d{8,20}),(-?\d+(?:\.\d{1,2})?)?,(\d{8}),/;

export const isTaxInvoiceCode = (text: string): boolean => SHAPE.test(text);

export const readTaxInvoiceCode = (text: string): TaxInvoiceCode | undefined => {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, code = '', number = '', amount = '', day = ''] = match;
  const read = readFen(amount);
  return {
    code,
    number,
    totalFen: read.ok ? read.fen : undefined,
    issuedOn: readLocalDate(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
  };
};
