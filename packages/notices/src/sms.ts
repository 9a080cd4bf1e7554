/**
 * What is sent to a telephone: a template that the provider has registered, and its variables; no free text, no name. One
 * message an event: the event's id is the id of the sending.
 */
import { fen, printYuan } from '@erbao/kernel/money';
import type { Happening, OutboxEvent } from '@erbao/outbox/outbox-event';
import * as z from 'zod';

/** 已受理 · 待补材料 · 请答复 · 提醒 · 审核通过 · 不予救助 · 已划付 · 划付未成功 · 退汇 · 复议有结果, as registered with the provider. */
export const SMS_TEMPLATES = [
  'ERBAO_ACCEPTED',
  'ERBAO_INCOMPLETE',
  'ERBAO_ASKED',
  'ERBAO_REMINDED',
  'ERBAO_APPROVED',
  'ERBAO_REFUSED',
  'ERBAO_PAID',
  'ERBAO_PAY_FAILED',
  'ERBAO_PAY_RETURNED',
  'ERBAO_OBJECTION_DONE',
] as const;
export type SmsTemplate = (typeof SMS_TEMPLATES)[number];

export const smsOrderSchema = z.object({
  sendId: z.string().regex(/^event-[0-9a-f]{26}$/),
  memberId: z.string(),
  templateId: z.enum(SMS_TEMPLATES),
  variables: z.record(z.string(), z.string()),
});
export type SmsOrder = z.infer<typeof smsOrderSchema>;

const TEMPLATES: Readonly<Partial<Record<Happening['kind'], SmsTemplate>>> = {
  'claim-accepted': 'ERBAO_ACCEPTED',
  'claim-incomplete': 'ERBAO_INCOMPLETE',
  'claim-asked': 'ERBAO_ASKED',
  'citizen-reminded': 'ERBAO_REMINDED',
  'claim-approved': 'ERBAO_APPROVED',
  'claim-refused': 'ERBAO_REFUSED',
  'claim-paid': 'ERBAO_PAID',
  'payment-failed': 'ERBAO_PAY_FAILED',
  'payment-returned': 'ERBAO_PAY_RETURNED',
  'objection-upheld': 'ERBAO_OBJECTION_DONE',
  'objection-overturned': 'ERBAO_OBJECTION_DONE',
};

/** Undefined when the event is nothing to send to a telephone. */
export const smsOf = ({ eventId, happening }: OutboxEvent): SmsOrder | undefined => {
  const templateId = TEMPLATES[happening.kind];
  if (templateId === undefined || !('memberId' in happening) || !('claimId' in happening)) return undefined;
  return {
    sendId: eventId,
    memberId: happening.memberId,
    templateId,
    variables: {
      claim: happening.claimId,
      ...('totalFen' in happening ? { amount: printYuan(fen(happening.totalFen)) } : {}),
      ...('until' in happening ? { until: happening.until } : {}),
      ...('missing' in happening ? { count: String(happening.missing.length) } : {}),
    },
  };
};

export type Sms = Omit<SmsOrder, 'memberId'> & { readonly phone: string };

/** The port to whoever sends. Throws Unavailable when it is not known whether the message went out: try again. */
export type SmsProvider = {
  /** The same `sendId` asked for twice is one message: the provider keeps it as its idempotency key. */
  readonly send: (
    sms: Sms,
  ) => Promise<{ readonly accepted: true } | { readonly accepted: false; readonly code: string }>;
};

/** Sends nothing: the record of the sending is all there is, for a stage without a provider. */
export const keptOnRecord: SmsProvider = { send: () => Promise.resolve({ accepted: true }) };
