/**
 * The port to a bank: how an order for payments is written as a file, and how the bank's answer is read. Banks differ; the
 * payments, their states and their books do not.
 */
import type { Instant, LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';
import type { Charset } from './bank-charset.ts';
import type { BankResult } from './bank-result.ts';
import type { PayerAccount } from './payer-accounts.ts';

export type BankLine = {
  readonly paymentId: string;
  readonly accountNumber: string;
  readonly holder: string;
  readonly bankName: string;
  readonly cnaps: string;
  readonly amountFen: Fen;
};

/** One file of a batch; part 1 of 1 unless the batch has more lines than the bank takes in a file. */
export type BankOrder = {
  readonly batchId: string;
  readonly part: number;
  readonly parts: number;
  readonly closingOn: LocalDate;
  /** When the second person released the batch: the file says the same whenever it is written again. */
  readonly orderedAt: Instant;
  readonly payer: PayerAccount;
  readonly lines: readonly BankLine[];
};

export type BankFormat = {
  readonly extension: 'txt' | 'xml';
  readonly contentType: string;
  /** Banks cap a file; a larger batch is several files. */
  readonly mostLines: number;
  readonly charset: Charset;
  readonly write: (order: BankOrder) => Uint8Array;
  readonly readResult: (file: Uint8Array) => BankResult;
};

/** The lines of each file of a batch, in the order given. */
export const splitLines = <Line>(lines: readonly Line[], mostLines: number): readonly (readonly Line[])[] =>
  Array.from({ length: Math.ceil(lines.length / mostLines) }, (_, part) =>
    lines.slice(part * mostLines, (part + 1) * mostLines),
  );

const partText = (part: number): string => String(part).padStart(2, '0');

/** Names a file of a batch towards the bank: 35 characters, as long as ISO 20022 allows. */
export const messageIdOf = (batchId: string, part: number): string => `${batchId}-${partText(part)}`;

export const bankFileKey = (
  batchId: string,
  part: number,
  { extension }: Pick<BankFormat, 'extension'>,
): string => `out/${messageIdOf(batchId, part)}.${extension}`;
export const bankResultKey = (batchId: string, uploadId: string): string => `results/${batchId}/${uploadId}`;
export const batchIdOfResultKey = (key: string): string | undefined =>
  /^results\/(batch-[0-9a-f]{26})\/[^/]+$/.exec(key)?.[1];
