/** A statement and the dates of a month as people see them. */
import type { Deadline } from '@erbao/deadlines/deadline';
import { printYuan } from '@erbao/kernel/money';
import { deadlineNameZh } from '@erbao/settlement-files/month-deadlines';
import { type Statement, STATEMENT_STATE_NAMES_ZH } from '@erbao/settlement-files/statement';

export const statementView = (statement: Statement) => {
  const { checkedBy, approvedBy, paymentId, paidAt, agreedAt } = statement;
  return {
    statementId: statement.statementId,
    hospitalId: statement.hospitalId,
    month: statement.month,
    payerId: statement.payerId,
    payerName: statement.payerName,
    state: statement.state,
    stateName: STATEMENT_STATE_NAMES_ZH[statement.state],
    settled: statement.settled,
    late: statement.late,
    payableFen: statement.payableFen,
    payableYuan: printYuan(statement.payableFen),
    payOn: statement.payOn,
    clause: statement.clause,
    preparedBy: statement.preparedBy,
    ...(checkedBy === undefined ? {} : { checkedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(paymentId === undefined ? {} : { paymentId }),
    ...(paidAt === undefined ? {} : { paidAt }),
    ...(agreedAt === undefined ? {} : { agreedAt }),
    remarks: statement.remarks,
  };
};

export const dateView = ({ office, deadlineId, clause, dueAt, provisional, state, metAt }: Deadline) => ({
  hospitalId: office,
  deadlineId,
  name: deadlineNameZh(deadlineId),
  clause,
  dueAt,
  provisional,
  state,
  ...(metAt === undefined ? {} : { metAt }),
});
