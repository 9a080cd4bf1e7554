/** Finance: payments that failed, came back or are held; the account corrected by one person and approved by another. */
import {
  type Check,
  planCorrection,
  planProposal,
  planRejection,
} from '@erbao/adjudication/account-correction';
import { handRepay } from '@erbao/adjudication/booking';
import * as routes from '@erbao/api-contracts/payment-routes';
import type { Role } from '@erbao/api-contracts/roles';
import { claimById } from '@erbao/claims/claim';
import { moveClaim } from '@erbao/claims/claim-moves';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  findPayment,
  isForHospital,
  nextPaymentIdOf,
  paidSubject,
  type Payment,
  paymentById,
  paymentsInState,
} from '@erbao/payout/payment';
import type { PayeeAccount } from '@erbao/payout/payment-proposal';
import { noteOnStatement, statementById } from '@erbao/settlement-files/statement';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { payeeOf } from '@erbao/payout/payee';
import { paymentView } from './payment-view.ts';
import { formWarnings, keptAccount, proposedAccount, type ProposingNeeds } from './proposed-account.ts';

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: Clock };

const filedAccount = async (tables: Tables, payment: Payment): Promise<PayeeAccount> =>
  isForHospital(payment) ? payment.account : payeeOf(payment, await claimById(tables, payment.claimId));

const listPayments =
  ({ tables }: Needs): UseCaseOf<typeof routes.listPayments> =>
  async ({ query }) => {
    const found = await paymentsInState(tables, query.state);
    const payments = [];
    for (const payment of found) payments.push(paymentView(payment, await filedAccount(tables, payment)));
    return { payments };
  };

const readPayment =
  ({ tables }: Needs): UseCaseOf<typeof routes.readPayment> =>
  async ({ params }) => {
    const payment = await paymentById(tables, params.paymentId);
    return paymentView(payment, await filedAccount(tables, payment));
  };

/** The list of who is to act next. */
const handing = async (tables: Tables, payment: Payment, desk: Role): Promise<readonly Write[]> =>
  handRepay(payment, await deadlinesOf(tables, paidSubject(payment)), desk);

export const proposeAccount =
  (needs: ProposingNeeds): UseCaseOf<typeof routes.proposeAccount> =>
  async ({ caller, params, body }) => {
    const { tables, clock } = needs;
    const payment = await paymentById(tables, params.paymentId);
    const { paymentId } = payment;
    const slips = body.account === undefined ? [] : formWarnings(body.account);
    const account = body.account === undefined ? {} : await proposedAccount(needs, payment, body.account);
    const warnings = [...slips, ...(account.sharedWith === undefined ? [] : ['account-shared'])];
    const proposal = { ...account, reason: body.reason, by: caller.subject, at: clock() };
    const { proposalId, writes } = planProposal(payment, proposal);
    const outcome = await tables.commit([...writes, ...(await handing(tables, payment, 'finance-approver'))]);
    if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId });
    return { paymentId, proposalId, warnings };
  };

const checkOf = (who: string, proposalId: string, clock: Clock): Check => ({ who, proposalId, at: clock() });

/** The claim or the statement points to its next attempt. */
const following = async (
  tables: Tables,
  payment: Payment,
): Promise<(nextPaymentId: string) => readonly Write[]> => {
  if (payment.beside === true) return () => [];
  if (isForHospital(payment)) {
    const statement = await statementById(tables, payment.statementId);
    return (paymentId) => [noteOnStatement(statement, { paymentId })];
  }
  const claim = await claimById(tables, payment.claimId);
  return (paymentId) => [moveClaim(claim, 'payment-corrected', { paymentId })];
};

/** Approving twice is told "done before" and makes no second attempt. */
export const approveAccount =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.approveAccount> =>
  async ({ caller, params }) => {
    const payment = await paymentById(tables, params.paymentId);
    const { paymentId } = payment;
    const check = checkOf(caller.subject, params.proposalId, clock);
    const writes = [
      ...planCorrection(payment, check, await following(tables, payment)),
      ...(await keptAccount(tables, payment)),
      ...(await handing(tables, payment, 'finance')),
    ];
    const outcome = await tables.commit(writes);
    if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId });
    const next = await findPayment(tables, nextPaymentIdOf(payment));
    return { paymentId, ...(next === undefined ? {} : { nextPaymentId: next.paymentId }) };
  };

export const rejectAccount =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.rejectAccount> =>
  async ({ caller, params }) => {
    const payment = await paymentById(tables, params.paymentId);
    const { paymentId } = payment;
    const outcome = await tables.commit([
      ...planRejection(payment, checkOf(caller.subject, params.proposalId, clock)),
      ...(await handing(tables, payment, 'finance')),
    ]);
    if (!outcome.committed) throw new Conflict('payment-moved-on', { paymentId });
    return { paymentId };
  };

export const correctionDoors = (needs: ProposingNeeds) => [
  bind(routes.listPayments, listPayments(needs)),
  bind(routes.readPayment, readPayment(needs)),
  bind(routes.proposeAccount, proposeAccount(needs)),
  bind(routes.approveAccount, approveAccount(needs)),
  bind(routes.rejectAccount, rejectAccount(needs)),
];
