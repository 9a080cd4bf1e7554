/**
 * The batch file 批量代发 for the bank (field-standards §6.2): `|`-delimited text, a header with count and total in fen, a
 * line a payment, encoded by the caller in GB18030 (a superset of GBK, so that rare characters of names survive).
 */
import { InvalidInput } from '@erbao/kernel/errors';
import { type Fen, sumFen } from '@erbao/kernel/money';

export type BankLine = {
  readonly paymentId: string;
  readonly accountNumber: string;
  readonly holder: string;
  readonly bankName: string;
  readonly cnaps: string;
  readonly amountFen: Fen;
};

const FORMAT = 'ERBAO-DF-1';
const SEPARATOR = '|';
/** Banks cap a file; a larger day is several batches. */
export const MOST_LINES = 1_000;

const field = (text: string): string => {
  if (/[|\r\n]/.test(text)) throw new InvalidInput('bank-field-with-separator');
  return text;
};

/** Serial numbers start at 1; lines are in the order given. */
export const bankFileText = (batchId: string, closingOn: string, lines: readonly BankLine[]): string => {
  const header = [
    FORMAT,
    batchId,
    closingOn.replaceAll('-', ''),
    lines.length,
    sumFen(lines.map((line) => line.amountFen)),
  ];
  const rows = lines.map((line, place) =>
    [
      place + 1,
      line.paymentId,
      field(line.accountNumber),
      field(line.holder),
      field(line.bankName),
      line.cnaps,
      line.amountFen,
      '医疗救助二次报销',
    ].join(SEPARATOR),
  );
  return [header.join(SEPARATOR), ...rows, ''].join('\r\n');
};

export const bankFileKey = (batchId: string): string => `out/${batchId}.txt`;
export const bankResultKey = (batchId: string, uploadId: string): string =>
  `results/${batchId}/${uploadId}.txt`;
export const batchIdOfResultKey = (key: string): string | undefined =>
  /^results\/(batch-[0-9a-f]{26})\/[^/]+$/.exec(key)?.[1];
