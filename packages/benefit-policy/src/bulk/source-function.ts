/** Writes the whole function of a scheme: facts in, sums into `out`, running sums of the member moved at the end. */
import { AMOUNT_NAMES } from '../facts.ts';
import type { Counter, Scheme, Stop } from '../scheme.ts';
import { stepsText, type StepWriter } from './source-steps.ts';
import { integer, moveText, usedText } from './source-terms.ts';

export type WrittenScheme = {
  readonly source: string;
  readonly constants: readonly unknown[];
  readonly stops: readonly Stop[];
  readonly referrals: readonly string[];
  readonly alerts: readonly string[];
};

const numberOf = <T>(list: T[], value: T, isSame: (a: T, b: T) => boolean): number => {
  const known = list.findIndex((candidate) => isSame(candidate, value));
  return known >= 0 ? known : list.push(value) - 1;
};
const same = (a: string, b: string): boolean => a === b;

/**
 * Takes up another year of a counter. The last one is kept aside, because bills need not come in the order of their
 * years; most members never need it, so the map is made late.
 */
const turnText = (counter: Counter, index: number): string => {
  const i = integer(index);
  if (counter.per !== 'year') return '';
  return [
    `const turn${i} = (c, w) => {`,
    `if (c.v${i} !== 0 || c.older${i} !== undefined) {`,
    `const older = c.older${i} ??= new Map();`,
    `older.set(c.w${i}, c.v${i});`,
    `c.v${i} = older.get(w) ?? 0;`,
    '}',
    `c.w${i} = w;`,
    `return c.v${i};`,
    '};',
  ].join('\n');
};

const fieldsText = (counter: Counter, index: number): string => {
  const i = integer(index);
  if (counter.per === 'life') return `v${i}: 0`;
  return counter.per === 'year' ? `w${i}: 0, v${i}: 0, older${i}: undefined` : `m${i}: undefined`;
};

const newCountersText = (scheme: Scheme): string =>
  `() => ({ ${scheme.counters.map(fieldsText).join(', ')} })`;

/** The counters of a member whose running sums stand in a record: those of this bill's windows. */
const loadedText = (counter: Counter, index: number): string => {
  const i = integer(index);
  if (counter.per === 'life') return `v${i}: used[${i}]`;
  return counter.per === 'year'
    ? `w${i}: year, v${i}: used[${i}], older${i}: undefined`
    : `m${i}: f.monthSumsOf(b.disease, f.monthNumber(on), used[${i}])`;
};

const loadText = (scheme: Scheme, year: string): string =>
  `(b, on, used) => { const year = ${year}; return { ${scheme.counters.map(loadedText).join(', ')} }; }`;

const commitText = (scheme: Scheme): string =>
  scheme.counters
    .map((counter, index) => {
      const granted = scheme.benefits.flatMap((benefit, at) =>
        benefit.counter === index ? [`g${integer(at)}`] : [],
      );
      const moved = [`t${integer(index)}`, ...granted].join(' + ');
      return `{ const moved = ${moved}; out.moved[${integer(index)}] = moved; if (moved !== 0) { ${moveText(index, counter, 'moved')} } }`;
    })
    .join('\n');

const declare = (letter: string, count: number): string =>
  count === 0
    ? ''
    : `let ${Array.from({ length: count }, (_unused, index) => `${letter}${index} = 0`).join(', ')};`;

const yearText = (yearStartsOn: string, constant: (value: unknown) => string): string =>
  yearStartsOn === '01-01' ? 'f.yearOf(on)' : `f.policyYearOf(on, ${constant(yearStartsOn)})`;

const keepText = (scheme: Scheme): string =>
  scheme.counters
    .map((counter, index) => {
      const read = usedText(index, counter);
      const value = counter.per === 'disease-month' ? `b.disease === undefined ? 0 : ${read}` : read;
      return `out.used[${integer(index)}] = ${value};`;
    })
    .join('\n');

export const writeScheme = (scheme: Scheme, keepsUsed: boolean): WrittenScheme => {
  const constants: unknown[] = [];
  const stops: Stop[] = [{ outcome: 'refused', reason: 'date-missing' }];
  const referrals: string[] = [];
  const alerts: string[] = [];
  const labels: string[] = [];
  const writer: StepWriter = {
    scheme,
    constant: (value) => `k[${integer(constants.push(value) - 1)}]`,
    labelNumber: (slot, label) => numberOf(labels, `${slot}:${label}`, same) + 1,
    stopNumber: (stop) =>
      numberOf(stops, stop, (a, b) => a.outcome === b.outcome && a.reason === b.reason) + 1,
    referralBit: (code) => 2 ** numberOf(referrals, code, same),
    alertBit: (code) => 2 ** numberOf(alerts, code, same),
  };
  const steps = stepsText(scheme.steps, writer);
  const year = yearText(scheme.yearStartsOn, writer.constant);
  const grants = scheme.benefits.map((_benefit, index) => `out.granted[${index}] = g${index};`);
  const source = [
    '"use strict";',
    ...scheme.counters.map(turnText),
    `return { newCounters: ${newCountersText(scheme)}, load: ${loadText(scheme, year)},`,
    'decide: (m, b, c, out) => {',
    'const on = b.kind === "inpatient" ? b.dischargedOn : b.servedOn;',
    'if (on === undefined) return 1;',
    `const year = ${year};`,
    'const a = b.amounts;',
    ...AMOUNT_NAMES.map((name, index) => `const a${index} = a.${name} ?? 0;`),
    'const paid = a3 + a4 + a5 + a6;',
    'const main = b.diagnoses === undefined ? undefined : f.mainDiagnosis(b);',
    'const category = main === undefined ? -2 : f.categoryOf(main.code);',
    'let referrals = 0, alerts = 0;',
    declare('g', scheme.benefits.length),
    declare('t', scheme.counters.length),
    declare('s', scheme.slotCount),
    declare('l', scheme.slotCount),
    steps,
    keepsUsed ? keepText(scheme) : '',
    commitText(scheme),
    ...grants,
    'out.referrals = referrals; out.alerts = alerts;',
    'return 0;',
    '} };',
  ].join('\n');
  return { source, constants, stops, referrals, alerts };
};
