/**
 * One attempt to pay one approved adjudication, or one approved statement of a hospital's month. The first one's id is made
 * from claim and version, or from the statement, a later one's from the attempt before it; each is written only if absent:
 * approving or correcting twice, or twice at once, is one payment.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { queryAll } from '@erbao/dynamo-kit/tables';
import type { LocalDate } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import { sealedSchema } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';
import { paymentTable } from './payment-table.ts';

/** 应付 · 待核账户 · 已入批 · 划付中 · 已付 · 支付失败 · 已退汇. */
export const PAYMENT_STATES = [
  'payable',
  'held',
  'batched',
  'in-payment',
  'paid',
  'failed',
  'returned',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Holder and number sealed for the claim or statement that is paid (`payee.ts`). */
export const payeeAccountSchema = z.object({
  sealedHolder: sealedSchema,
  sealedNumber: sealedSchema,
  maskedHolder: z.string(),
  maskedNumber: z.string(),
  bankName: z.string(),
  cnaps: z.string(),
  relation: z.enum(['self', 'guardian']),
});
export type PayeeAccount = z.infer<typeof payeeAccountSchema>;

/** A corrected account, or the word that the account is right as it is, until a second person has looked. */
export const accountProposalSchema = z.object({
  account: payeeAccountSchema.optional(),
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
});
export type AccountProposal = z.infer<typeof accountProposalSchema>;

const attemptFields = {
  paymentId: z.string(),
  schemeId: z.string(),
  amountFen: fenSchema,
  state: z.enum(PAYMENT_STATES),
  /** The day of approval or correction: the closing list 应付日结单 it belongs to. */
  payableOn: localDateSchema,
  /** Absent is 1. */
  attempt: z.int().optional(),
  previousPaymentId: z.string().optional(),
  /** The attempt after this one; where it is there, this one is over for good. */
  nextPaymentId: z.string().optional(),
  /** True when an earlier attempt was booked and came back: the claim's workflow has had its answer. */
  reopened: z.boolean().optional(),
  /** A second person has confirmed whose account it is. */
  accountConfirmed: z.boolean().optional(),
  holdReasons: z.array(z.string()).optional(),
  proposalId: z.string().optional(),
  proposal: accountProposalSchema.optional(),
  batchId: z.string().optional(),
  /** The file of the batch that its line stands in. */
  filePart: z.int().optional(),
  bookedAt: instantSchema.optional(),
  returnedAt: instantSchema.optional(),
  failure: z.string().optional(),
};

const claimPaymentSchema = z.object({
  ...attemptFields,
  claimId: z.string(),
  memberId: z.string(),
  adjudicationVersion: z.int(),
  /** Absent: the account that the claim was filed with. */
  account: payeeAccountSchema.optional(),
});
export type ClaimPayment = z.infer<typeof claimPaymentSchema>;

/** What a hospital advanced in a month, as one payer owes it (结算申请单). */
const statementPaymentSchema = z.object({
  ...attemptFields,
  statementId: z.string(),
  hospitalId: z.string(),
  payerId: z.string(),
  account: payeeAccountSchema,
});
export type StatementPayment = z.infer<typeof statementPaymentSchema>;

export const paymentSchema = z.union([claimPaymentSchema, statementPaymentSchema]);
export type Payment = z.infer<typeof paymentSchema>;

export const isForHospital = (payment: Payment): payment is StatementPayment => 'statementId' in payment;

/** The claim or the statement that is paid: whose record shows what became of the payment. */
export const paidSubject = (payment: Payment): string =>
  isForHospital(payment) ? payment.statementId : payment.claimId;

export const attemptOf = ({ attempt }: Payment): number => attempt ?? 1;

export const paymentIdOf = (claimId: string, adjudicationVersion: number): string =>
  contentId('payment', claimId, adjudicationVersion);
export const statementPaymentIdOf = (statementId: string): string => contentId('payment', statementId);
export const nextPaymentIdOf = (payment: Payment): string =>
  contentId('payment', payment.paymentId, attemptOf(payment) + 1);

export const insertPayment = (payment: Payment): Write => ({
  do: 'insert',
  table: paymentTable,
  item: payment,
});

/** Changes a payment as it was read; who comes second is refused. */
export const changePayment = (payment: Payment, set: Item, remove: readonly string[] = []): Write => ({
  do: 'change',
  table: paymentTable,
  key: { paymentId: payment.paymentId },
  set,
  remove,
  expect: {
    state: payment.state,
    batchId: payment.batchId ?? null,
    nextPaymentId: payment.nextPaymentId ?? null,
    proposalId: payment.proposalId ?? null,
  },
});

export const movePayment = (payment: Payment, to: PaymentState, set: Item = {}): Write =>
  changePayment(payment, { ...set, state: to });

export const findPayment = async (tables: Tables, paymentId: string): Promise<Payment | undefined> => {
  const item = await tables.get(paymentTable, { paymentId });
  return item === undefined ? undefined : paymentSchema.parse(item);
};

/** Throws NotFound `payment-unknown`. */
export const paymentById = async (tables: Tables, paymentId: string): Promise<Payment> => {
  const payment = await findPayment(tables, paymentId);
  if (payment === undefined) throw new NotFound('payment-unknown', { paymentId });
  return payment;
};

const paymentsOf = async (
  tables: Tables,
  query: {
    readonly index: string;
    readonly partition: string;
    readonly sortBetween?: readonly [string, string];
  },
): Promise<readonly Payment[]> => {
  const payments: Payment[] = [];
  for await (const item of queryAll(tables, { table: paymentTable, ...query }))
    payments.push(paymentSchema.parse(item));
  return payments;
};

const FIRST_DAY = '0000-01-01';
/** Approved and not yet in a batch, approved on the day or before. */
export const payablePayments = (tables: Tables, on: LocalDate): Promise<readonly Payment[]> =>
  paymentsOf(tables, { index: 'by-state', partition: 'payable', sortBetween: [FIRST_DAY, on] });

export const paymentsInState = (tables: Tables, state: PaymentState): Promise<readonly Payment[]> =>
  paymentsOf(tables, { index: 'by-state', partition: state });

/** In the order of their ids: the order of the lines in the bank's files. */
export const paymentsOfBatch = (tables: Tables, batchId: string): Promise<readonly Payment[]> =>
  paymentsOf(tables, { index: 'by-batch', partition: batchId });
