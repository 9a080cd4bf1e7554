/**
 * What a member is told, as a template and its variables: no free text, no personal data. One notice an event: its place
 * follows from the event, so a stream that delivers twice writes one.
 */
import { isPaperKind, PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { isRejection, REJECTIONS_ZH } from '@erbao/api-contracts/paper-states';
import type { Write } from '@erbao/dynamo-kit/tables';
import { fen, printYuan } from '@erbao/kernel/money';
import { instantSchema } from '@erbao/kernel/schemas';
import type { OutboxEvent } from '@erbao/outbox/outbox-event';
import * as z from 'zod';
import { noticeTable } from './notice-table.ts';

export const noticeSchema = z.object({
  memberId: z.string(),
  place: z.string(),
  at: instantSchema,
  claimId: z.string(),
  template: z.string(),
  text: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

const paperName = (kind: string): string => (isPaperKind(kind) ? PAPER_NAMES_ZH[kind] : kind);

/** What came and cannot be used is named with what to do: "missing" alone would puzzle who has sent it. */
const unusable = (rejected: readonly { readonly kind: string; readonly rejection: string }[]): string =>
  rejected
    .map(({ kind, rejection }) =>
      isRejection(rejection) ? `${paperName(kind)}：${REJECTIONS_ZH[rejection]}` : '',
    )
    .join('');

type OfMember = Extract<OutboxEvent['happening'], { memberId: string }>;

/** The Chinese text of an event for the member. */
const textOf = (happening: OfMember): string => {
  switch (happening.kind) {
    case 'claim-accepted':
      return `您的二次报销申请 ${happening.claimId} 材料齐全，已受理，我们将在5个工作日内完成审核和划付。`;
    case 'claim-incomplete':
      return `您的二次报销申请 ${happening.claimId} 还缺以下材料：${happening.missing.map(paperName).join('、')}。请补充上传。${unusable(happening.rejected ?? [])}`;
    case 'paper-unusable':
      return `您的二次报销申请 ${happening.claimId} 中有一份材料不能使用。${unusable([{ kind: happening.paper, rejection: happening.rejection }])}申请继续办理；请保留原件，工作人员需要时会请您重新提交这份材料。`;
    case 'claim-approved':
      return `您的二次报销申请 ${happening.claimId} 审核通过，救助金 ${printYuan(fen(happening.totalFen))} 元将划付到您提供的账户。`;
    case 'approval-stopped':
      return `您的二次报销申请 ${happening.claimId} 在划付前需要重新核对，救助金暂未划付；工作人员将重新审核，结果会另行通知您。`;
    case 'claim-refused':
      return `您的二次报销申请 ${happening.claimId} 不予救助，原因和条款请在申请详情中查看。如有异议，可在15个工作日内提出复议。`;
    case 'disease-registered':
      return `您的门诊慢性病登记 ${happening.claimId} 已通过，从 ${happening.from} 起的门慢费用可享受报销待遇。`;
    case 'claim-paid':
      return `您的二次报销申请 ${happening.claimId} 的救助金 ${printYuan(fen(happening.totalFen))} 元已划付成功。`;
    case 'payment-failed':
      return `您的二次报销申请 ${happening.claimId} 的救助金划付未成功，工作人员将与您联系核对账户。`;
    case 'payment-returned':
      return `您的二次报销申请 ${happening.claimId} 的救助金被银行退回，原核定金额不变，工作人员将与您联系核对账户后重新划付。`;
    case 'claim-asked':
      return `您的二次报销申请 ${happening.claimId} 有一个问题需要您答复，请在申请详情中查看。答复前不计入办理时限。`;
    case 'claim-returned':
      return `您的二次报销申请 ${happening.claimId} 经联合办公室核定不予受理，原因请在申请详情中查看；申请资料将在5个工作日内退还。`;
    case 'citizen-reminded':
      return `提醒：您的二次报销申请 ${happening.claimId} 正在等待您${happening.awaited === 'reply' ? '答复问题' : '补充材料'}，请于 ${happening.until} 前在申请详情中办理。答复前不计入办理时限。`;
    case 'claim-returned-unanswered':
      return `您的二次报销申请 ${happening.claimId} 未在期限内收到您的补充或答复，申请资料将在5个工作日内退还；备齐后可以重新申请。`;
    case 'claim-closed':
      return `您的二次报销申请 ${happening.claimId} 未在期限内收到您的补充或答复，已结案；这不是不予救助的决定，备齐后可以重新申请。`;
    case 'claim-part-refused':
      return `您的二次报销申请 ${happening.claimId} 中待核实的部分不予救助，原因请在申请详情中查看；已支付的部分不变。`;
    case 'claim-withdrawn':
      return `您的二次报销申请 ${happening.claimId} 已按您的要求撤回。`;
    case 'objection-taken':
      return `您对二次报销申请 ${happening.claimId} 的复议已收到，由联合办公室核定。`;
    case 'objection-upheld':
      return `您对二次报销申请 ${happening.claimId} 的复议已有结果：维持原决定，理由见复议结果告知书，请在申请详情中查看或下载。`;
    case 'objection-overturned':
      return `您对二次报销申请 ${happening.claimId} 的复议已有结果：重新核定，我们将在5个工作日内完成；复议结果告知书请在申请详情中查看或下载。`;
    case 'recovery-opened':
      return `您的二次报销申请 ${happening.claimId} 经复查须退回 ${printYuan(fen(happening.amountFen))} 元，工作人员将与您联系。`;
  }
};

/** The write of an event's notice, if it has one. */
export const noticeOf = (event: OutboxEvent): Write | undefined => {
  const { happening } = event;
  if (!('memberId' in happening)) return undefined;
  return {
    do: 'insert',
    table: noticeTable,
    item: {
      memberId: happening.memberId,
      place: `${event.at}#${event.eventId}`,
      at: event.at,
      claimId: happening.claimId,
      template: happening.kind,
      text: textOf(happening),
    },
  };
};
