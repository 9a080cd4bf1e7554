/** Writes the whole function of a scheme: facts in, sums into `out`, running sums of the member moved at the end. */
import { AMOUNT_NAMES } from '../facts.ts';
import type { Counter, Scheme, Stop } from '../scheme.ts';
import { stepsText, type StepWriter } from './source-steps.ts';
import { integer } from './source-terms.ts';

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

/** The window of a counter as text: the year as a number, a constant for life, `disease/month`. */
const windowText = (counter: Counter): string => {
  if (counter.per === 'life') return '0';
  return counter.per === 'year' ? 'year' : 'diseaseMonth()';
};

/** Another window than the last one is kept aside: bills need not come in the order of their years. */
const counterText = (counter: Counter, index: number): string => {
  const i = integer(index);
  return `const used${i} = () => { const w = ${windowText(counter)}; return c.w${i} === w ? c.v${i} : f.turn(c, 'w${i}', 'v${i}', w); };`;
};

const commitText = (scheme: Scheme): string =>
  scheme.counters
    .map((_counter, index) => {
      const i = integer(index);
      const granted = scheme.benefits.flatMap((benefit, at) =>
        benefit.counter === index ? [`g${integer(at)}`] : [],
      );
      const moved = [`t${i}`, ...granted].join(' + ');
      return `{ const moved = ${moved}; if (moved !== 0) { used${i}(); c.v${i} += moved; } }`;
    })
    .join('\n');

const POSSIBLE = AMOUNT_NAMES.map(
  (_name, index) => `a${index} >= 0 && a${index} <= f.most && a${index} % 1 === 0`,
);

const declare = (letter: string, count: number): string =>
  count === 0
    ? ''
    : `let ${Array.from({ length: count }, (_unused, index) => `${letter}${index} = 0`).join(', ')};`;

const yearText = (yearStartsOn: string, constant: (value: unknown) => string): string =>
  yearStartsOn === '01-01' ? 'f.yearOf(on)' : `f.policyYearOf(on, ${constant(yearStartsOn)})`;

const keepText = (scheme: Scheme): string =>
  scheme.counters
    .map((counter, index) => {
      const read = `used${integer(index)}()`;
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
  const grants = scheme.benefits.map((_benefit, index) => `out.granted[${index}] = g${index};`);
  const source = [
    '"use strict";',
    'return (m, b, c, out) => {',
    'const on = b.kind === "inpatient" ? b.dischargedOn : b.servedOn;',
    'if (on === undefined) return 1;',
    `const year = ${yearText(scheme.yearStartsOn, writer.constant)};`,
    'let month; const diseaseMonth = () => month ??= f.diseaseMonth(b, on);',
    'const a = b.amounts;',
    ...AMOUNT_NAMES.map((name, index) => `const a${index} = a.${name} ?? 0;`),
    'const paid = a3 + a4 + a5 + a6;',
    `const possible = () => ${POSSIBLE.join(' && ')};`,
    'const main = b.diagnoses === undefined ? undefined : f.mainDiagnosis(b);',
    'const category = main === undefined ? -2 : f.categoryOf(main.code);',
    'let referrals = 0, alerts = 0;',
    declare('g', scheme.benefits.length),
    declare('t', scheme.counters.length),
    declare('s', scheme.slotCount),
    declare('l', scheme.slotCount),
    ...scheme.counters.map(counterText),
    steps,
    keepsUsed ? keepText(scheme) : '',
    commitText(scheme),
    ...grants,
    'out.referrals = referrals; out.alerts = alerts;',
    'return 0;',
    '};',
  ].join('\n');
  return { source, constants, stops, referrals, alerts };
};
