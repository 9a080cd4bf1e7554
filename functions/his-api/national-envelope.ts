/** The national response envelope: ids and times of the answer, and a refusal's words. */
import { errorMessage } from '@erbao/api-contracts/error-messages';
import type { NationalResponse } from '@erbao/api-contracts/national-route';
import { type Instant, shanghaiTimeOf } from '@erbao/kernel/dates';
import type { ErbaoError } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';

export type Done = {
  readonly output: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
};

const digits = (at: Instant, length: number): string =>
  `${shanghaiTimeOf(at).replace(/\D/g, '')}${at.slice(20, 23)}`.slice(0, length);

/** inf_refmsgid: 区划 6 + 时间 14 + 流水 10, the last from the content, so a repeated message has the same one. */
const refmsgOf = (area: string, msgid: string, at: Instant): string =>
  `${area.padEnd(6, '0')}${digits(at, 14)}${contentId('m', area, msgid, at).slice(2, 12)}`;

const refusal = (error: ErbaoError): string => {
  const { problems = [], fields = [] } = error.details;
  const why = Array.isArray(problems) && problems.length > 0 ? problems : fields;
  const text = `${errorMessage(error.kind, error.code)}[${error.code}]${Array.isArray(why) ? why.join('；') : ''}`;
  return text.slice(0, 200);
};

export type Head = {
  readonly area: string;
  readonly msgid: string;
  readonly askedAt: Instant;
  readonly answeredAt: Instant;
};

const envelope = (head: Head, infcode: 0 | -1, errMsg: string, done: Done): NationalResponse => ({
  infcode,
  inf_refmsgid: refmsgOf(head.area, head.msgid, head.askedAt),
  refmsg_time: digits(head.askedAt, 17),
  respond_time: digits(head.answeredAt, 17),
  err_msg: errMsg,
  warn_msg: done.warnings.join('；').slice(0, 500),
  output: { ...done.output },
});

export const success = (head: Head, done: Done): NationalResponse => envelope(head, 0, '', done);

/** infcode -1: the caller's own mistake, in words. */
export const failure = (head: Head, error: ErbaoError): NationalResponse =>
  envelope(head, -1, refusal(error), { output: {}, warnings: [] });
