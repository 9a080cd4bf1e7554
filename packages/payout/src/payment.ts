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
import * as z from 'zod';
import { accountProposalSchema, enteredResultSchema, payeeAccountSchema } from './payment-proposal.ts';
import { PAYMENT_STATES, type PaymentState } from '@erbao/api-contracts/payment-states';
import { paymentTable } from './payment-table.ts';

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
  /** The attempt that stands instead of this one: whatever becomes of this one, the claim does not follow it. */
  closedBy: z.string().optional(),
  /** The approval was taken back before the bank had it: no attempt follows it, ever. */
  withdrawn: z.boolean().optional(),
  /** The claim had gone on to its rest when this money came back: the claim does not follow it either. */
  beside: z.boolean().optional(),
  /** Which answer of the bank (a file, an entered result) called it paid after it had failed. */
  dispute: z.object({ source: z.string(), at: instantSchema }).optional(),
  /** Such answers that two people have found to be wrong: the same one again is old news. */
  disproved: z.array(z.string()).optional(),
  enteredId: z.string().optional(),
  entered: enteredResultSchema.optional(),
  /** The reference of the entered result that decided it. */
  bankReference: z.string().optional(),
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
    enteredId: payment.enteredId ?? null,
    closedBy: payment.closedBy ?? null,
  },
});

export const movePayment = (
  payment: Payment,
  to: PaymentState,
  set: Item = {},
  remove: readonly string[] = [],
): Write => changePayment(payment, { ...set, state: to }, remove);

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

/** All attempts to pay one approved sum, first to last. */
export const attemptsOf = async (tables: Tables, payment: Payment): Promise<readonly Payment[]> => {
  const attempts = [payment];
  for (let first = payment; first.previousPaymentId !== undefined; ) {
    first = await paymentById(tables, first.previousPaymentId);
    attempts.unshift(first);
  }
  for (let last = payment; last.nextPaymentId !== undefined; ) {
    last = await paymentById(tables, last.nextPaymentId);
    attempts.push(last);
  }
  return attempts;
};

/** All attempts to pay a claim, by decided version and attempt; `lastVersion` is the last one decided. */
export const paymentsOfClaim = async (
  tables: Tables,
  claimId: string,
  lastVersion: number,
): Promise<readonly ClaimPayment[]> => {
  const firsts = Array.from({ length: lastVersion }, (_, place) => paymentIdOf(claimId, place + 1));
  const items = await tables.getMany(
    firsts.map((paymentId) => ({ table: paymentTable, key: { paymentId } })),
  );
  const payments: ClaimPayment[] = [];
  for (const item of items) {
    if (item === undefined) continue;
    for (const one of await attemptsOf(tables, paymentSchema.parse(item)))
      if (!isForHospital(one)) payments.push(one);
  }
  return payments;
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
