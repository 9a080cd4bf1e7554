/** ISO 20022: pain.001 out; pain.002 or camt.053 in, told apart by what the document holds. */
import type { BankFormat } from './bank-format.ts';
import type { BankResult } from './bank-result.ts';
import { readStatement, statementSchema } from './account-statement.ts';
import { creditTransferXml } from './credit-transfer.ts';
import { paymentStatusSchema, readPaymentStatus } from './payment-status.ts';
import { readXml } from './xml-tree.ts';

export const readIsoResult = (file: Uint8Array): BankResult => {
  const tree = readXml(file);
  if (tree === undefined) return { ok: false, problem: 'xml-unreadable' };
  const status = paymentStatusSchema.safeParse(tree);
  if (status.success) return readPaymentStatus(status.data);
  const statement = statementSchema.safeParse(tree);
  return statement.success ? readStatement(statement.data) : { ok: false, problem: 'message-unknown' };
};

export const isoFormat: BankFormat = {
  extension: 'xml',
  contentType: 'application/xml',
  // the cap of the bank's own format holds for its channel, whatever the message
  mostLines: 1_000,
  charset: 'utf-8',
  write: (order) => new TextEncoder().encode(creditTransferXml(order)),
  readResult: readIsoResult,
};
