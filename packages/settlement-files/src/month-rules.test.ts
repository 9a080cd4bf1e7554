/** The dates of a month against the State Council's year: holidays, make-up days, late papers, every scheme. */
import { localDate } from '@erbao/kernel/dates';
import { stateCouncilYears } from '@erbao/working-calendar/state-council-years';
import { openCalendar } from '@erbao/working-calendar/working-calendar';
import { describe, expect, it } from 'vitest';
import { agreeDay, monthRuleOn, payDay, uploadDay } from './month-rules.ts';

const calendar = openCalendar(stateCouncilYears, []);
const day = (text: string) => localDate(text);

describe('nansha-2018', () => {
  const rule = monthRuleOn('nansha-2018', '2026-01');
  it.each([
    // month, the 5th of the next one, the 20th, the 28th
    ['2025-12', '2026-01-05', '2026-01-20', '2026-01-28'],
    // the 20th of February 2026 lies in the Spring Festival; the 28th is a Saturday that is worked
    ['2026-01', '2026-02-05', '2026-02-24', '2026-02-28'],
    // the 5th of April is Qingming
    ['2026-03', '2026-04-07', '2026-04-20', '2026-04-28'],
    // the 5th of May is the last of the holidays
    ['2026-04', '2026-05-06', '2026-05-20', '2026-05-28'],
    // the 20th of June is in the Dragon Boat holidays, the 28th a Sunday
    ['2026-05', '2026-06-05', '2026-06-22', '2026-06-28'],
    // the 20th of September is a Sunday that is worked
    ['2026-08', '2026-09-07', '2026-09-20', '2026-09-28'],
    // the National Day week
    ['2026-09', '2026-10-08', '2026-10-20', '2026-10-28'],
    ['2026-11', '2026-12-07', '2026-12-21', '2026-12-28'],
  ])('%s: papers by %s, paid on %s, agreed by %s', (month, upload, pay, agree) => {
    const papers = uploadDay(rule, calendar, month);
    expect(papers).toEqual({ on: upload, provisional: false });
    const paid = payDay(rule, calendar, month, papers.on);
    expect(paid.on).toBe(pay);
    expect(agreeDay(rule, calendar, paid.on)?.on).toBe(agree);
  });

  it('pays papers that come after the run with the next one', () => {
    expect(payDay(rule, calendar, '2026-01', day('2026-02-24')).on).toBe('2026-02-24');
    expect(payDay(rule, calendar, '2026-01', day('2026-02-25')).on).toBe('2026-03-20');
    expect(payDay(rule, calendar, '2026-01', day('2026-07-01')).on).toBe('2026-07-20');
  });

  it('says when a year without a notice decides', () => {
    expect(uploadDay(rule, calendar, '2031-09').provisional).toBe(true);
  });
});

it('gives the departments of Anshun 25 working days from the papers', () => {
  const rule = monthRuleOn('anshun-2019', '2026-01');
  expect(payDay(rule, calendar, '2026-01', day('2026-02-05')).on).toBe('2026-03-18');
  expect(agreeDay(rule, calendar, day('2026-03-18'))).toBeUndefined();
});

it('pays at the end of the month in Jingjiang, on a day that is worked', () => {
  const rule = monthRuleOn('jingjiang-2019', '2026-01');
  expect(payDay(rule, calendar, '2026-01', day('2026-02-05')).on).toBe('2026-02-28');
  expect(payDay(rule, calendar, '2026-04', day('2026-05-06')).on).toBe('2026-05-29');
  expect(payDay(rule, calendar, '2026-04', day('2026-05-30')).on).toBe('2026-06-30');
});

it('has no rule for a scheme that nobody wrote one for', () => {
  expect(() => monthRuleOn('wanqingsha-2013', '2026-01')).toThrow('month-rule-missing');
});
