/**
 * Decides one bill under one scheme version: pure, without a clock, the same inputs always give the same fen. The
 * engine knows no scheme by name; it runs the steps that the scheme file lists.
 */
import { type LocalDate, monthOf } from '@erbao/kernel/dates';
import type { Decision } from '@erbao/kernel/decision';
import { type Fen, fen, ZERO_FEN } from '@erbao/kernel/money';
import { type BillFacts, billDate, type Facts } from './facts.ts';
import { mainDiagnosis } from './questions.ts';
import type { Run, TraceEntry } from './run.ts';
import type { Scheme, Window } from './scheme.ts';
import { runSteps } from './steps/steps.ts';

/** Changes whenever the same facts could give other fen; a receipt names the version that decided it. */
export const ENGINE_VERSION = '1';

/** Running sums of one member under one scheme, e.g. `inpatient/2018`; what is absent is 0. */
export type UsedCeilings = Readonly<Record<string, Fen>>;

/** What to add to a running sum when the decision is committed. */
export type Movement = { readonly key: string; readonly deltaFen: Fen };

export type Adjudged = { readonly decision: Decision; readonly movements: readonly Movement[] };

export type CompiledScheme = {
  readonly schemeId: string;
  readonly version: LocalDate;
  readonly hash: string;
  readonly scheme: Scheme;
  readonly decide: (facts: Facts, used: UsedCeilings) => Adjudged;
  /** The running sums that a bill reads and may move: the accumulators to load before deciding it. */
  readonly counterKeys: (bill: BillFacts) => readonly string[];
};

export type Explained = Adjudged & { readonly trace: readonly TraceEntry[] };

/** The scheme's year that holds a day: `2018`, or the first day of a policy year such as `2017-03-18`. */
export const yearKey = (on: LocalDate, yearStartsOn: string): string => {
  const year = on.slice(0, 4);
  if (yearStartsOn === '01-01') return year;
  const first = on.slice(5) < yearStartsOn ? String(Number(year) - 1).padStart(4, '0') : year;
  return `${first}-${yearStartsOn}`;
};

/** Where a counter of this bill is kept: `inpatient/2018`, `condolence/life`, `chronic/hypertension/2018-04`. */
const windowOf = (per: Window, bill: BillFacts, on: LocalDate, year: string): string => {
  switch (per) {
    case 'life':
      return 'life';
    case 'year':
      return year;
    case 'disease-month':
      return `${bill.disease ?? '-'}/${monthOf(on)}`;
  }
};

/** The keys of all counters of a scheme for one bill, in the order of the counters. */
export const counterKeys = (scheme: Scheme, bill: BillFacts, on: LocalDate): readonly string[] => {
  const year = yearKey(on, scheme.yearStartsOn);
  return scheme.counters.map(({ id, per }) => `${id}/${windowOf(per, bill, on, year)}`);
};

const startRun = (
  scheme: Scheme,
  facts: Facts,
  on: LocalDate,
  used: readonly number[],
  trace: TraceEntry[] | undefined,
): Run => ({
  scheme,
  member: facts.member,
  bill: facts.bill,
  on,
  main: mainDiagnosis(facts.bill),
  used,
  added: scheme.counters.map(() => 0),
  granted: scheme.benefits.map(() => 0),
  slots: [],
  labels: [],
  referrals: [],
  alerts: [],
  trace,
});

const movementsOf = ({ scheme, added, granted }: Run, keys: readonly string[]): readonly Movement[] => {
  const deltas = [...added];
  scheme.benefits.forEach((benefit, index) => {
    if (benefit.counter !== undefined)
      deltas[benefit.counter] = (deltas[benefit.counter] ?? 0) + (granted[index] ?? 0);
  });
  return keys.flatMap((key, index) => {
    const delta = deltas[index] ?? 0;
    return delta === 0 ? [] : [{ key, deltaFen: fen(delta) }];
  });
};

const decisionOf = ({ scheme, granted, referrals, alerts }: Run): Decision => {
  const benefits: Record<string, Fen> = {};
  let total = ZERO_FEN;
  scheme.benefits.forEach((benefit, index) => {
    const sum = granted[index] ?? 0;
    if (sum <= 0) return;
    benefits[benefit.id] = fen(sum);
    total = fen(total + sum);
  });
  return total > 0
    ? { outcome: 'granted', benefits, totalFen: total, referrals, alerts }
    : { outcome: 'nothing', referrals, alerts };
};

const runScheme = (
  scheme: Scheme,
  facts: Facts,
  used: UsedCeilings,
  trace: TraceEntry[] | undefined,
): Adjudged => {
  const on = billDate(facts.bill);
  if (on === undefined) return { decision: { outcome: 'refused', reason: 'date-missing' }, movements: [] };
  const keys = counterKeys(scheme, facts.bill, on);
  const before = keys.map((key) => (Object.hasOwn(used, key) ? (used[key] ?? 0) : 0));
  const run = startRun(scheme, facts, on, before, trace);
  const stop = runSteps(scheme.steps, run);
  if (stop !== undefined) return { decision: stop, movements: [] };
  return { decision: decisionOf(run), movements: movementsOf(run, keys) };
};

/** The hash is computed when a receipt first asks: a quote at the hospital's counter does not wait for it. */
export const compileScheme = (scheme: Scheme, computeHash: () => string): CompiledScheme => {
  let hash: string | undefined;
  return {
    schemeId: scheme.schemeId,
    version: scheme.version,
    get hash() {
      hash ??= computeHash();
      return hash;
    },
    scheme,
    decide: (facts, used) => runScheme(scheme, facts, used, undefined),
    counterKeys: (bill) => {
      const on = billDate(bill);
      return on === undefined ? [] : counterKeys(scheme, bill, on);
    },
  };
};

/** The same decision with the trace of every step: built when somebody asks, never kept for each bill. */
export const decideWithTrace = (compiled: CompiledScheme, facts: Facts, used: UsedCeilings): Explained => {
  const trace: TraceEntry[] = [];
  const adjudged = runScheme(compiled.scheme, facts, used, trace);
  return { ...adjudged, trace };
};
