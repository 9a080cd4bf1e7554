/** The second approval: one payment to the hospital's account, or, where nothing is left to pay, a balance carried over. */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { accountOn } from '@erbao/hospitals/hospital';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { ZERO_FEN } from '@erbao/kernel/money';
import {
  candidateMonths,
  changeMonth,
  firstOpenMonth,
  monthAfter,
  monthKey,
  readMonth,
} from '@erbao/one-stop/hospital-month';
import { accountOf } from '@erbao/one-stop/hospital-settlement';
import { insertLateLine } from '@erbao/one-stop/late-line';
import { insertPayment, statementPaymentIdOf } from '@erbao/payout/payment';
import { sealPayee } from '@erbao/payout/payee';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { moveStatement, type Statement } from '@erbao/settlement-files/statement';
import { postApproved } from '@erbao/settlement-files/statement-payment';

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher };
type Approval = { readonly who: string; readonly at: Instant };

/** Below 0: the hospital owes it, and its next open month is reduced by it. */
const carrying = async (
  { tables }: Needs,
  statement: Statement,
  { who: by, at }: Approval,
): Promise<readonly Write[]> => {
  if (statement.payableFen === 0) return [];
  const { hospitalId, statementId, schemeId, payerId, payableFen } = statement;
  const candidates = candidateMonths(monthAfter(statement.month), localDateOf(at));
  const items = await tables.getMany(candidates.slice(0, -1).map((month) => monthKey(hospitalId, month)));
  const { month, read } = firstOpenMonth(hospitalId, candidates, items.map(readMonth));
  return [
    insertLateLine({
      account: accountOf(hospitalId, month),
      lineId: statementId,
      kind: 'carried',
      ofMonth: statement.month,
      setlId: '',
      billedFen: ZERO_FEN,
      grantedFen: payableFen,
      benefits: {},
      payerId,
      schemeId,
      endedOn: statement.payOn,
      at,
      by,
      because: 'balance-below-zero',
    }),
    ...(read === undefined ? [] : [changeMonth(read, {})]),
  ];
};

export const approving = async (
  needs: Needs,
  statement: Statement,
  approval: Approval,
): Promise<readonly Write[]> => {
  const { statementId, hospitalId, payableFen, payerId, schemeId, payOn } = statement;
  const { who: approvedBy, at } = approval;
  const set = { approvedBy, approvedAt: at };
  if (payableFen <= 0)
    return [
      moveStatement(statement, 'approver-carries', set),
      ...(await carrying(needs, statement, approval)),
    ];
  const hospital = await findHospital(needs.tables, hospitalId);
  const today = localDateOf(at);
  const account = hospital === undefined ? undefined : accountOn(hospital, today);
  if (account === undefined) throw new Conflict('hospital-account-missing', { hospitalId });
  const paymentId = statementPaymentIdOf(statementId);
  return [
    moveStatement(statement, 'approver-approves', { ...set, paymentId }),
    postApproved(statement, at),
    insertPayment({
      paymentId,
      statementId,
      hospitalId,
      payerId,
      schemeId,
      amountFen: payableFen,
      state: 'payable',
      // the pay run of the 20th takes it; approved later, the next run does
      payableOn: payOn > today ? payOn : today,
      account: await sealPayee(needs.cipher, statementId, { ...account, relation: 'self' }),
    }),
  ];
};
