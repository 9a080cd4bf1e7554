/** 待办提醒 in words: what is to be done about a deadline, by the role that was told last. */
import type { Reminder } from '@erbao/api-contracts/reminder-routes';
import type { Role } from '@erbao/api-contracts/roles';
import type { Deadline } from '@erbao/deadlines/deadline';
import { deadlinesAtDesk } from '@erbao/deadlines/desk-list';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { deadlineNameZh } from '@erbao/settlement-files/month-deadlines';
import { promiseName } from './timeline-words.ts';

/** What somebody does about it, where that is not plain from its name. */
const TO_DO_ZH = [
  ['repay-', '银行未付成或已退汇：与收款人核对账户，更正后由另一人复核，两个工作日内重新支付。'],
  ['dispute-', '银行先报失败、后报成功：向银行书面查实，登记银行结果并由另一人复核；此前不会再付。'],
  ['recall-', '后一笔付款已送银行，前一笔可能已付成：立即请银行止付，并等待银行结果。'],
] as const;

const markText = ({ raised, marks }: Deadline): string => {
  switch (marks[raised - 1]?.name) {
    case 'warned-60':
      return '时限已过60%';
    case 'warned-80':
      return '时限已过80%';
    case 'breached':
      return '已超过时限';
    case undefined:
      return '新到';
  }
};

const textOf = (deadline: Deadline): string => {
  const { deadlineId } = deadline;
  const toDo = TO_DO_ZH.find(([start]) => deadlineId.startsWith(start))?.[1];
  const name = promiseName(deadlineId) ?? deadlineNameZh(deadlineId);
  return toDo === undefined ? `${name}：${markText(deadline)}` : `${markText(deadline)}｜${toDo}`;
};

export const remindersFor = async (
  tables: Tables,
  role: Role,
  after?: string,
): Promise<{ readonly reminders: Reminder[]; readonly next?: string }> => {
  const { deadlines, next } = await deadlinesAtDesk(tables, role, after);
  const reminders = deadlines.map((deadline) => {
    const { subjectId, deadlineId, clause, dueAt, state } = deadline;
    return { subjectId, deadlineId, text: textOf(deadline), clause, dueAt, state, role };
  });
  return { reminders, ...(next === undefined ? {} : { next }) };
};
