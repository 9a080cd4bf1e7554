/**
 * pain.002, the bank's answer to an order: only ACSC (settled) is paid and only RJCT failed; whatever is accepted, pending or
 * unknown waits for the next answer or for the statement.
 */
import { readFen } from '@erbao/kernel/money';
import * as z from 'zod';
import {
  type BankResult,
  type BankResultLine,
  type LineOutcome,
  PAYMENT_ID,
  reasonCode,
} from './bank-result.ts';

const amountSchema = z.union([z.string(), z.object({ '#': z.string() }).transform((amount) => amount['#'])]);
const reasonsSchema = z
  .array(z.object({ Rsn: z.object({ Cd: z.string().optional(), Prtry: z.string().optional() }).optional() }))
  .optional();

const transactionSchema = z.object({
  OrgnlEndToEndId: z.string(),
  TxSts: z.string(),
  StsRsnInf: reasonsSchema,
  OrgnlTxRef: z.object({ Amt: z.object({ InstdAmt: amountSchema }).optional() }).optional(),
});

export const paymentStatusSchema = z.object({
  Document: z.object({
    CstmrPmtStsRpt: z.object({
      OrgnlGrpInfAndSts: z.object({
        OrgnlMsgId: z.string(),
        GrpSts: z.string().optional(),
        StsRsnInf: reasonsSchema,
      }),
      OrgnlPmtInfAndSts: z.array(z.object({ TxInfAndSts: z.array(z.unknown()).optional() })).optional(),
    }),
  }),
});

const outcomeOf = (status: string): LineOutcome =>
  status === 'ACSC' ? 'paid' : status === 'RJCT' ? 'failed' : 'pending';

const reasonOf = (reasons: z.infer<typeof reasonsSchema>): string => {
  const reason = reasons?.[0]?.Rsn;
  return reasonCode(reason?.Cd ?? reason?.Prtry ?? '');
};

const lineOf = (raw: unknown): BankResultLine | undefined => {
  const read = transactionSchema.safeParse(raw);
  if (!read.success || !PAYMENT_ID.test(read.data.OrgnlEndToEndId)) return undefined;
  const { OrgnlEndToEndId: paymentId, TxSts, StsRsnInf, OrgnlTxRef } = read.data;
  const amount = OrgnlTxRef?.Amt?.InstdAmt;
  const sum = amount === undefined ? undefined : readFen(amount);
  if (sum?.ok === false) return undefined;
  return {
    paymentId,
    outcome: outcomeOf(TxSts),
    reason: reasonOf(StsRsnInf),
    ...(sum === undefined ? {} : { amountFen: sum.fen }),
  };
};

/** Our own message id of the order that is answered. */
const MESSAGE_ID = /^(batch-[0-9a-f]{26})-(\d{2})$/;

export const readPaymentStatus = (tree: z.infer<typeof paymentStatusSchema>): BankResult => {
  const { OrgnlGrpInfAndSts: group, OrgnlPmtInfAndSts: blocks = [] } = tree.Document.CstmrPmtStsRpt;
  const message = MESSAGE_ID.exec(group.OrgnlMsgId);
  if (message === null) return { ok: false, problem: 'message-not-ours' };
  const [, batchId = '', part = ''] = message;
  const transactions = blocks.flatMap((block) => block.TxInfAndSts ?? []);
  const read = transactions.map(lineOf);
  const lines = read.flatMap((line) => line ?? []);
  const questions = read.flatMap((line, place) =>
    line === undefined ? [`transaction-${place + 1}-unreadable`] : [],
  );
  const isTurnedDown = group.GrpSts === 'RJCT' && transactions.length === 0;
  return {
    ok: true,
    batchId,
    lines,
    questions,
    ...(isTurnedDown ? { rejectedPart: { part: Number(part), reason: reasonOf(group.StsRsnInf) } } : {}),
  };
};
