/** A payment as finance sees it: masked, with why it is held or failed and what is proposed. */
import type { PaymentView } from '@erbao/api-contracts/payment-routes';
import { printYuan } from '@erbao/kernel/money';
import { attemptOf, isForHospital, type Payment } from '@erbao/payout/payment';
import { PAYMENT_STATE_NAMES_ZH, type PaymentState } from '@erbao/api-contracts/payment-states';
import type { PayeeAccount } from '@erbao/payout/payment-proposal';

const HOLD_REASONS_ZH: Readonly<Record<string, string>> = {
  'receipt-red-flushed': '票据已红冲',
  'receipt-swapped-to-paper': '票据已换开纸质，须核对原件',
  'receipt-not-found': '平台查无此票据',
  'cnaps-form': '联行号应为12位数字',
  'account-form': '账号应为8至32位数字',
  'holder-form': '户名为空、过长或含有不可打印字符',
  'bank-form': '开户行名称为空、过长或含有不可打印字符',
  'outside-charset': '户名或开户行含有银行文件不能表示的字符，不得改写，须另行核对',
  'holder-not-member': '户名与参保人姓名不一致',
  'holder-not-guardian': '户名与提交申请的监护人姓名不一致',
  'guardian-of-adult': '参保人已成年，账户却登记为监护人账户',
  'earlier-attempt-booked': '银行后来又报上一笔已付，须先查清，不得再付',
  'member-deceased': '参保人已去世，须核对继承人后由两人更正账户',
};

const masked = ({ maskedHolder, maskedNumber, bankName, cnaps }: PayeeAccount) => ({
  holder: maskedHolder,
  number: maskedNumber,
  bankName,
  cnaps,
});

const proposalView = ({ proposalId, proposal }: Payment) => {
  if (proposalId === undefined || proposal === undefined) return {};
  const { account, sharedWith, by, at, reason } = proposal;
  return {
    proposal: {
      proposalId,
      by,
      at,
      reason,
      ...(account === undefined ? {} : { account: masked(account) }),
      ...(sharedWith === undefined ? {} : { sharedWith }),
    },
  };
};

const enteredView = ({ enteredId, entered }: Payment) =>
  enteredId === undefined || entered === undefined ? {} : { entered: { enteredId, ...entered } };

const ADVICE_ZH: Readonly<Partial<Record<PaymentState, string>>> = {
  held: '核对所列原因，由两人确认或更正账户。',
  failed: '与收款人核对账户，两个工作日内更正并重新支付。',
  returned: '与收款人核对账户，两个工作日内更正并重新支付。',
  disputed: '向银行书面查实这笔钱是否到账，登记银行结果并由另一人复核；此前不会再付。',
  surplus: '同一笔救助金付了两次：请银行退回或由收款人退还，到账后登记“已退回专户”。',
};
/** What is over asks for nothing, but for money that is owed back. */
const adviceOn = ({ state, nextPaymentId, closedBy }: Payment) => {
  const text = ADVICE_ZH[state];
  const isOver = state !== 'surplus' && state !== 'disputed' && (nextPaymentId ?? closedBy) !== undefined;
  return text === undefined || isOver ? {} : { advice: text };
};

/** `filed` is the account of the claim, which stands where the payment names none. */
export const paymentView = (payment: Payment, filed: PayeeAccount): PaymentView => {
  const { failure, batchId, bookedAt, returnedAt, previousPaymentId, nextPaymentId } = payment;
  return {
    paymentId: payment.paymentId,
    ...(isForHospital(payment) ? { statementId: payment.statementId } : { claimId: payment.claimId }),
    attempt: attemptOf(payment),
    state: payment.state,
    stateName: PAYMENT_STATE_NAMES_ZH[payment.state],
    amountFen: payment.amountFen,
    amountYuan: printYuan(payment.amountFen),
    payableOn: payment.payableOn,
    account: masked(payment.account ?? filed),
    holdReasons: (payment.holdReasons ?? []).map((code) => ({ code, text: HOLD_REASONS_ZH[code] ?? code })),
    ...(failure === undefined ? {} : { failure }),
    ...(batchId === undefined ? {} : { batchId }),
    ...(bookedAt === undefined ? {} : { bookedAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    ...(previousPaymentId === undefined ? {} : { previousPaymentId }),
    ...(nextPaymentId === undefined ? {} : { nextPaymentId }),
    ...(payment.closedBy === undefined ? {} : { closedBy: payment.closedBy }),
    ...(payment.bankReference === undefined ? {} : { bankReference: payment.bankReference }),
    ...proposalView(payment),
    ...enteredView(payment),
    ...adviceOn(payment),
  };
};
