/** Dated rules of the door: until when an admission must be filed, and from whom no deposit is taken. */
import type { MemberFacts } from '@erbao/benefit-policy/facts';
import type { Hospital } from '@erbao/hospitals/hospital';
import { facilityOn } from '@erbao/hospitals/hospital';
import {
  covers,
  type Instant,
  instantOfMs,
  type LocalDate,
  localDate,
  localDateOf,
  msOf,
} from '@erbao/kernel/dates';
import filing from '../data/filing-rules.json' with { type: 'json' };
import deposits from '../data/no-deposit.json' with { type: 'json' };

type DatedRule = { readonly schemeId: string; readonly from: string };

/** The latest rule of a scheme that holds on a day. */
const ruleOn = <Rule extends DatedRule>(
  rules: readonly Rule[],
  schemeId: string,
  on: LocalDate,
): Rule | undefined =>
  rules
    .filter((rule) => rule.schemeId === schemeId && localDate(rule.from) <= on)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);

export type Filing = {
  readonly clause: string;
  readonly text: string;
  readonly dueAt: Instant;
  readonly state: 'in-time' | 'late';
};

type Stay = { readonly admittedAt: Instant; readonly referred: boolean };

/** A referred stay, or one that is not at a designated grass-roots hospital, has the longer time. */
const stayOf = (hospital: Hospital, { admittedAt, referred }: Stay): 'grassroots' | 'referred' => {
  const { tier, designated } = facilityOn(hospital, localDateOf(admittedAt));
  return referred || tier === 'city' || !designated ? 'referred' : 'grassroots';
};

const HOUR_MS = 3_600_000;

/** Undefined where the scheme sets no time: its admissions are registered in real time. */
export const filingOf = (
  schemeId: string,
  hospital: Hospital,
  stay: Stay,
  filedAt: Instant,
): Filing | undefined => {
  const wanted = stayOf(hospital, stay);
  const rule = ruleOn(
    filing.rules.filter((one) => one.stay === wanted),
    schemeId,
    localDateOf(stay.admittedAt),
  );
  if (rule === undefined) return undefined;
  const dueAt = instantOfMs(msOf(stay.admittedAt) + rule.hours * HOUR_MS);
  return { clause: rule.clause, text: rule.text, dueAt, state: filedAt <= dueAt ? 'in-time' : 'late' };
};

export type NoDeposit = { readonly clause: string; readonly text: string };

/** The rule by which no deposit is taken from this member; undefined when one may be. */
export const noDepositFor = (
  schemeId: string,
  { identities }: MemberFacts,
  admittedAt: Instant,
): NoDeposit | undefined => {
  const on = localDateOf(admittedAt);
  const rule = ruleOn(deposits.rules, schemeId, on);
  const isFree = identities.some((one) => covers(one, on) && rule?.identities.includes(one.kind) === true);
  return rule !== undefined && isFree ? { clause: rule.clause, text: rule.text } : undefined;
};
