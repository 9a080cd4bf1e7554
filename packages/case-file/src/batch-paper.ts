/** 零星报销结算申请单 and 零星报销付费清单 of a batch as data. */
import type { BatchPaper, BatchPaperKind } from '@erbao/api-contracts/letters';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { claimById } from '@erbao/claims/claim';
import { Conflict } from '@erbao/kernel/errors';
import { addFen, fen } from '@erbao/kernel/money';
import type { BankFormatId } from '@erbao/payout/bank-formats';
import { openAccount, payeeOf } from '@erbao/payout/payee';
import { type ClaimPayment, isForHospital, type Payment, paymentsOfBatch } from '@erbao/payout/payment';
import { batchById, type PaymentBatch } from '@erbao/payout/payment-batch';
import type { LetterNeeds } from './claim-letter.ts';

const FORMAT_NAMES_ZH: Readonly<Record<BankFormatId, string>> = {
  'daifa-gb18030': '银行批量代发文件（GB18030）',
  'daifa-gbk': '银行批量代发文件（GBK）',
  'pain-001-001-09': 'ISO 20022 pain.001.001.09',
};

const schemesOf = (book: SchemeBook, batch: PaymentBatch, payments: readonly Payment[]) => {
  const sums = new Map<string, { count: number; totalFen: Payment['amountFen'] }>();
  for (const { schemeId, amountFen } of payments) {
    const before = sums.get(schemeId) ?? { count: 0, totalFen: fen(0) };
    sums.set(schemeId, { count: before.count + 1, totalFen: addFen(before.totalFen, amountFen) });
  }
  return [...sums].map(([schemeId, sum]) => {
    const found = book.schemeFor(schemeId, batch.closingOn);
    return { title: found.found ? found.scheme.scheme.title : schemeId, ...sum };
  });
};

const lineOf = async ({ tables, cipher }: LetterNeeds, payment: ClaimPayment) => {
  const { claimId, paymentId, amountFen } = payment;
  const claim = await claimById(tables, claimId);
  const account = payeeOf(payment, claim);
  const { holder } = await openAccount(cipher, claimId, account);
  const { maskedNumber, bankName, cnaps } = account;
  return { claimId, paymentId, holder, maskedNumber, bankName, cnaps, amountFen };
};

/** Throws Conflict `batch-not-assembled` while payments still move into the batch. */
export const batchPaper = async (
  needs: LetterNeeds,
  { batchId, kind }: { readonly batchId: string; readonly kind: BatchPaperKind },
): Promise<BatchPaper> => {
  const batch = await batchById(needs.tables, batchId);
  const payments = await paymentsOfBatch(needs.tables, batchId);
  // a hospital's papers are its statements
  if (batch.payerId !== undefined) throw new Conflict('batch-of-hospitals', { batchId });
  if (batch.state === 'assembling' || payments.length !== batch.count)
    throw new Conflict('batch-not-assembled', { batchId });
  const { closingOn, count, totalFen, assembledBy, approvedBy } = batch;
  const about = {
    batchId,
    closingOn,
    count,
    totalFen,
    assembledBy,
    ...(approvedBy === undefined ? {} : { approvedBy }),
  };
  if (kind === 'application')
    return {
      kind,
      ...about,
      payerName: batch.paidFrom.name,
      formatName: FORMAT_NAMES_ZH[batch.formatId],
      schemes: schemesOf(needs.schemes, batch, payments),
      held: batch.held?.length ?? 0,
    };
  const lines = [];
  for (const payment of payments) if (!isForHospital(payment)) lines.push(await lineOf(needs, payment));
  return { kind, ...about, lines };
};
