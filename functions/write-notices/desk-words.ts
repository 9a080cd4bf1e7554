/** What an event tells a hospital or the fund's clerks: numbers and dates, no person. */
import { isRole, ROLE_NAMES_ZH } from '@erbao/api-contracts/roles';
import { untilZh } from '@erbao/deadlines/due-words';
import { fen, printYuan } from '@erbao/kernel/money';
import { type DeskWords, FUND_DESK, hospitalDesk } from '@erbao/notices/desk-message';
import type { Happening, OutboxEvent } from '@erbao/outbox/outbox-event';
import { deadlineNameZh } from '@erbao/settlement-files/month-deadlines';
import { OUTCOMES_ZH } from '@erbao/settlement-files/question';

const MARKS_ZH: Readonly<Record<string, string>> = {
  'warned-60': '期限已过 60%',
  'warned-80': '期限已过 80%',
  breached: '已超过期限',
};

type Raised = Extract<Happening, { kind: 'deadline-raised' }>;

/** A hospital that has to act is told at every mark, and who above knows; officers have their list of reminders. */
const raised = ({
  subjectId,
  deadlineId,
  mark,
  escalatedTo,
  dueAt,
  owedBy,
}: Raised): readonly DeskWords[] => {
  if (owedBy === undefined) return [];
  const due = dueAt === undefined ? '' : `，期限 ${untilZh(dueAt)}`;
  const isAbove = isRole(escalatedTo) && escalatedTo !== 'hospital-finance';
  const toldTo = isAbove ? `，已告知${ROLE_NAMES_ZH[escalatedTo]}` : '';
  const text = `${deadlineNameZh(deadlineId)}${MARKS_ZH[mark] ?? mark}${due}${toldTo}，请尽快办理。`;
  return [{ desk: hospitalDesk(owedBy), subjectId, text: `${subjectId}：${text}` }];
};

const outcomeZh = (outcome: string): string =>
  Object.entries(OUTCOMES_ZH).find(([name]) => name === outcome)?.[1] ?? outcome;

type OfMonth = Exclude<Extract<Happening, { hospitalId: string; month: string }>, { kind: 'month-to-close' }>;

/** To the hospital, except where its clerk has to act. */
const monthZh = (happening: OfMonth): string => {
  const { month } = happening;
  switch (happening.kind) {
    case 'month-opened':
      return `${month} 结算月份已结束，请于 ${untilZh(happening.dueAt)} 前上传月度申报文件和交接汇总表。`;
    case 'month-file-refused':
      return `${month} 的文件整份退回，原因见该文件，请更正后重新上传。`;
    case 'month-file-matched':
      return happening.unsettled === 0
        ? `${month} 的文件已处理完成，没有待答复的差异。`
        : `${month} 的文件已核对，有 ${String(happening.unsettled)} 处差异请逐一认可或说明。`;
    case 'differences-settled':
      return `${month} 的差异已全部了结。`;
    case 'month-closed':
      return `${month} 已结账，结算申请单已生成。`;
    case 'month-not-closed':
      return `${month} 结账未成功：合计已变化，原因见该月份。`;
    case 'statement-disputed':
      return `${month} 结算申请单：医院有异议，请答复。`;
    case 'statement-explained':
      return `${month} 结算申请单：经办已答复您的异议，请再次核对。`;
  }
};

const OF_CLERK: readonly Happening['kind'][] = ['month-not-closed', 'statement-disputed'];

const ofMonth = (happening: OfMonth): DeskWords => {
  const { hospitalId, month } = happening;
  const ofFile = 'fileId' in happening ? happening.fileId : `${hospitalId}_${month}`;
  const subjectId = 'statementId' in happening ? happening.statementId : ofFile;
  const text = monthZh(happening);
  return OF_CLERK.includes(happening.kind)
    ? { desk: FUND_DESK, subjectId, text: `${hospitalId}：${text}` }
    : { desk: hospitalDesk(hospitalId), subjectId, text };
};

type OfQuestion = Extract<Happening, { questionId: string }>;

const ofQuestion = (happening: OfQuestion): DeskWords => {
  const { questionId: subjectId, hospitalId, waitsFor } = happening;
  const what =
    happening.kind === 'question-waiting'
      ? `有提问待答复，期限 ${untilZh(happening.dueAt)}。`
      : `提问已了结：${outcomeZh(happening.outcome)}。`;
  return waitsFor === 'hospital'
    ? { desk: hospitalDesk(hospitalId), subjectId, text: `结算问答：${what}` }
    : { desk: FUND_DESK, subjectId, text: `结算问答（${hospitalId}）：${what}` };
};

export const deskWordsOf = ({ happening }: OutboxEvent): readonly DeskWords[] => {
  if (happening.kind === 'deadline-raised') return raised(happening);
  if ('questionId' in happening) return [ofQuestion(happening)];
  if (happening.kind === 'statement-paid') {
    const { statementId: subjectId, hospitalId, amountFen } = happening;
    const text = `结算款 ${printYuan(fen(amountFen))} 元已由银行划付，请核对到账并确认。`;
    return [{ desk: hospitalDesk(hospitalId), subjectId, text }];
  }
  if (!('month' in happening) || happening.kind === 'month-to-close') return [];
  return [ofMonth(happening)];
};
