/** The watched dates of a hospital's month: opened, kept and listed; each with its clause and whom it escalates to. */
import type { Commitment, DatedPromise, Deadline } from '@erbao/deadlines/deadline';
import { dueAfter, findDeadline, planDatedDeadline, planDeadline } from '@erbao/deadlines/deadline';
import { dropDeadline, meetDeadline, openDeadline } from '@erbao/deadlines/deadline-course';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { monthWatchlist } from '@erbao/one-stop/hospital-month';
import { announce } from '@erbao/outbox/outbox-event';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import { agreeDay, type MonthRule, payDay, uploadDay } from './month-rules.ts';

/** A watch is named by it, so it holds no sign that Step Functions refuses. */
export const monthSubject = (hospitalId: string, month: string): string => `${hospitalId}_${month}`;

const UPLOAD = 'upload';
const answersId = (fileId: string): string => `answers-${fileId.slice('file-'.length).slice(0, 8)}`;
export const payDeadlineId = (payerId: string): string => `pay_${payerId}`;
export const agreeDeadlineId = (payerId: string): string => `agree_${payerId}`;

/** What the date is about, as an operator reads it. */
export const deadlineNameZh = (deadlineId: string): string => {
  if (deadlineId === UPLOAD) return '医院上传汇总表和申报表';
  if (deadlineId.startsWith('answers-')) return '差异答复';
  if (deadlineId.startsWith('pay_')) return '转账支付';
  if (deadlineId.startsWith('agree_')) return '医院核对支付结果';
  if (deadlineId.startsWith('filing')) return '入院备案';
  if (deadlineId.startsWith('answer-3wd')) return '提问答复';
  return deadlineId;
};

type Place = { readonly hospitalId: string; readonly month: string };
type Escalation = Commitment['escalation'];

const BY_HOSPITAL: Escalation = { at60: 'hospital-finance', at80: 'finance', breach: 'supervisor' };
const BY_FINANCE: Escalation = { at60: 'finance', at80: 'supervisor', breach: 'joint-office' };

const opened = ({ month }: Place, deadline: Deadline): readonly Write[] =>
  openDeadline({ ...deadline, watchlist: monthWatchlist(month) });

const dated = (
  calendar: WorkingCalendar,
  place: Place,
  at: Instant,
  promise: DatedPromise,
): readonly Write[] =>
  opened(
    place,
    planDatedDeadline(calendar, promise, monthSubject(place.hospitalId, place.month), at, place.hospitalId),
  );

/** Opened on the first day after the month, so that a hospital that hands in nothing is noticed. */
export const openUpload = (
  rule: MonthRule,
  calendar: WorkingCalendar,
  place: Place,
  at: Instant,
): readonly Write[] => {
  const on = uploadDay(rule, calendar, place.month);
  const { hospitalId, month } = place;
  return [
    ...dated(calendar, place, at, {
      deadlineId: UPLOAD,
      clause: rule.upload.clause,
      on,
      escalation: BY_HOSPITAL,
    }),
    announce({ kind: 'month-opened', hospitalId, month, dueAt: dueAfter(on) }, at, hospitalId, month),
  ];
};

export const findUpload = (tables: Tables, { hospitalId, month }: Place): Promise<Deadline | undefined> =>
  findDeadline(tables, monthSubject(hospitalId, month), UPLOAD);

/** File and summary are there: the hospital has kept its date, and the fund's dates begin to run, for each payer. */
export const receivePapers = async (
  tables: Tables,
  rule: MonthRule,
  place: Place,
  payerIds: readonly string[],
  at: Instant,
): Promise<readonly Write[]> => {
  const calendar = await officeCalendar(tables, localDateOf(at));
  const upload = await findUpload(tables, place);
  const pay = payDay(rule, calendar, place.month, localDateOf(at));
  const agree = agreeDay(rule, calendar, pay.on);
  const { agree: { clause = '' } = {} } = rule;
  return [
    ...(upload === undefined ? [] : meetDeadline(calendar, upload, at)),
    ...payerIds.flatMap((payerId) => [
      ...dated(calendar, place, at, {
        deadlineId: payDeadlineId(payerId),
        clause: rule.pay.clause,
        on: pay,
        escalation: BY_FINANCE,
      }),
      ...(agree === undefined
        ? []
        : dated(calendar, place, at, {
            deadlineId: agreeDeadlineId(payerId),
            clause,
            on: agree,
            escalation: BY_HOSPITAL,
          })),
    ]),
  ];
};

/** The differences of a matched file are to be answered; those of the file before it no longer are. */
export const openAnswers = async (
  tables: Tables,
  rule: MonthRule,
  place: Place,
  files: { readonly fileId: string; readonly superseded: string | undefined; readonly unsettled: number },
  at: Instant,
): Promise<readonly Write[]> => {
  const subject = monthSubject(place.hospitalId, place.month);
  const { superseded, fileId, unsettled } = files;
  const before =
    superseded === undefined ? undefined : await findDeadline(tables, subject, answersId(superseded));
  const calendar = await officeCalendar(tables, localDateOf(at));
  const promise: Commitment = {
    deadlineId: answersId(fileId),
    workingDays: rule.answers.workingDays,
    clause: rule.answers.clause,
    escalation: BY_HOSPITAL,
  };
  return [
    ...(before === undefined ? [] : dropDeadline(before)),
    ...(unsettled === 0 ? [] : opened(place, planDeadline(calendar, promise, subject, at, place.hospitalId))),
  ];
};

const kept = async (
  tables: Tables,
  { hospitalId, month }: Place,
  deadlineId: string,
  at: Instant,
): Promise<readonly Write[]> => {
  const deadline = await findDeadline(tables, monthSubject(hospitalId, month), deadlineId);
  if (deadline === undefined) return [];
  return meetDeadline(await officeCalendar(tables, localDateOf(at)), deadline, at);
};

/** The last difference of a file is settled. */
export const keepAnswers = (tables: Tables, place: Place, fileId: string, at: Instant) =>
  kept(tables, place, answersId(fileId), at);

export const keepPay = (tables: Tables, place: Place, payerId: string, at: Instant) =>
  kept(tables, place, payDeadlineId(payerId), at);

export const keepAgree = (tables: Tables, place: Place, payerId: string, at: Instant) =>
  kept(tables, place, agreeDeadlineId(payerId), at);
