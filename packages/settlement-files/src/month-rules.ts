/**
 * The dates of a hospital's month as each scheme sets them: when the hospital uploads, answers, is paid, agrees. Dated data
 * with the clause of each (`data/month-rules.json`); the calendar makes days of it.
 */
import { addDays, type LocalDate, localDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { monthAfter } from '@erbao/one-stop/hospital-month';
import type { ComputedDay, WorkingCalendar } from '@erbao/working-calendar/working-calendar';
import * as z from 'zod';
import data from '../data/month-rules.json' with { type: 'json' };

const clauseFields = { clause: z.string(), text: z.string(), decided: z.string().optional() };
const onRestSchema = z.enum(['stays', 'next-working-day', 'previous-working-day']);
type OnRest = z.infer<typeof onRestSchema>;
const dayOfMonthSchema = z.object({ day: z.int().min(1).max(28), onRest: onRestSchema, ...clauseFields });

const ruleSchema = z.object({
  schemeId: z.string(),
  /** From the month of this day on. */
  from: z.iso.date(),
  upload: dayOfMonthSchema,
  answers: z.object({ workingDays: z.int(), ...clauseFields }),
  pay: z.discriminatedUnion('kind', [
    dayOfMonthSchema.extend({ kind: z.literal('day-of-month') }),
    /** After the month's papers were received. */
    z.object({ kind: z.literal('working-days'), workingDays: z.int(), ...clauseFields }),
    z.object({ kind: z.literal('month-end'), onRest: onRestSchema, ...clauseFields }),
  ]),
  /** Absent: the document names no day by which the hospital agrees. */
  agree: dayOfMonthSchema.optional(),
});
export type MonthRule = z.infer<typeof ruleSchema>;
const { rules } = z.object({ rules: z.array(ruleSchema) }).parse(data);

/** Throws a Defect for a scheme without a rule: no hospital may be settled without dates. */
export const monthRuleOn = (schemeId: string, month: string): MonthRule => {
  const found = rules
    .filter((rule) => rule.schemeId === schemeId && rule.from.slice(0, 7) <= month)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  if (found === undefined) throw new Defect('month-rule-missing', { schemeId, month });
  return found;
};

const movedDay = (calendar: WorkingCalendar, on: LocalDate, onRest: OnRest): ComputedDay => {
  switch (onRest) {
    case 'stays':
      return { on, provisional: false };
    case 'next-working-day':
      return calendar.nextWorkingDay(on);
    case 'previous-working-day':
      return calendar.previousWorkingDay(on);
  }
};

const dayOf = (month: string, day: number): LocalDate =>
  localDate(`${month}-${String(day).padStart(2, '0')}`);
const lastDayOf = (month: string): LocalDate => addDays(dayOf(monthAfter(month), 1), -1);

/** The day by which the hospital has handed in the month's papers, in the month after it. */
export const uploadDay = (rule: MonthRule, calendar: WorkingCalendar, month: string): ComputedDay =>
  movedDay(calendar, dayOf(monthAfter(month), rule.upload.day), rule.upload.onRest);

const payDayIn = (
  { pay }: MonthRule,
  calendar: WorkingCalendar,
  month: string,
  receivedOn: LocalDate,
): ComputedDay => {
  switch (pay.kind) {
    case 'working-days':
      return calendar.addWorkingDays(receivedOn, pay.workingDays);
    case 'day-of-month':
      return movedDay(calendar, dayOf(month, pay.day), pay.onRest);
    case 'month-end':
      return movedDay(calendar, lastDayOf(month), pay.onRest);
  }
};

/** The first pay day that is not before the papers were received: who comes late is paid with the next run. */
export const payDay = (
  rule: MonthRule,
  calendar: WorkingCalendar,
  month: string,
  receivedOn: LocalDate,
): ComputedDay => {
  let paidIn = monthAfter(month);
  for (;;) {
    const found = payDayIn(rule, calendar, paidIn, receivedOn);
    if (found.on >= receivedOn) return found;
    paidIn = monthAfter(paidIn);
  }
};

/** In the month of the pay day, and in the next one where that day comes after it; undefined where no day is set. */
export const agreeDay = (
  rule: MonthRule,
  calendar: WorkingCalendar,
  paidOn: LocalDate,
): ComputedDay | undefined => {
  const { agree } = rule;
  if (agree === undefined) return undefined;
  const month = paidOn.slice(0, 7);
  const found = movedDay(calendar, dayOf(month, agree.day), agree.onRest);
  return found.on >= paidOn ? found : movedDay(calendar, dayOf(monthAfter(month), agree.day), agree.onRest);
};
