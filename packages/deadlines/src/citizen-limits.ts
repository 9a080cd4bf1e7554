/**
 * How long a claim waits for the citizen, and what happens then: reminders, and at the end a person decides. The documents
 * give no limit; a dated table until the office confirms one.
 */
import { covers, type DateRange, type LocalDate, localDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import type { Commitment } from './deadline.ts';

export type Awaited = 'supplement' | 'reply';

export type CitizenLimits = DateRange & {
  readonly source: string;
  /** False while the office has not confirmed the numbers. */
  readonly confirmed: boolean;
  /** In working days. */
  readonly days: Readonly<Record<Awaited, number>>;
  /** How long the person may take who decides what becomes of the claim, in working days. */
  readonly decisionDays: number;
};

export const CITIZEN_LIMITS: readonly CitizenLimits[] = [
  {
    from: localDate('2018-01-01'),
    source: '期限待确认（文件未规定补充材料、答复的期限）',
    confirmed: false,
    days: { supplement: 20, reply: 10 },
    decisionDays: 5,
  },
];

const limitsOn = (on: LocalDate, table: readonly CitizenLimits[]): CitizenLimits => {
  const limits = table.find((one) => covers(one, on));
  if (limits === undefined) throw new Defect('citizen-limits-missing', { on });
  return limits;
};

/** The n-th wait of a claim for its citizen: the citizen is reminded at 60 and 80 %. */
export const citizenLimit = (
  awaited: Awaited,
  nth: number,
  on: LocalDate,
  table: readonly CitizenLimits[] = CITIZEN_LIMITS,
): Commitment => {
  const { source, days } = limitsOn(on, table);
  return {
    deadlineId: citizenLimitId(nth),
    workingDays: days[awaited],
    clause: source,
    escalation: { at60: 'citizen', at80: 'citizen', breach: 'supervisor' },
  };
};

/** Whoever must decide about a claim whose citizen did not answer. */
export const decideSilence = (
  nth: number,
  on: LocalDate,
  table: readonly CitizenLimits[] = CITIZEN_LIMITS,
): Commitment => {
  const { source, decisionDays } = limitsOn(on, table);
  return {
    deadlineId: silenceId(nth),
    workingDays: decisionDays,
    clause: source,
    escalation: { at60: 'supervisor', at80: 'supervisor', breach: 'joint-office' },
  };
};

export const citizenLimitId = (nth: number): string => `citizen-limit-${String(nth)}`;
/** Of the decision about the n-th wait that nobody answered. */
export const silenceId = (nth: number): string => `silence-${String(nth)}`;
/** It binds the citizen: no promise of the office. */
export const isCitizenLimit = (deadlineId: string): boolean => deadlineId.startsWith('citizen-limit-');
