/** Writes the steps of a scheme as JavaScript text: local variables only, no object for each step or bill. */
import { unreachable } from '@erbao/kernel/errors';
import type { BenefitStep, CheckStep, ClassifyStep, RatioRow, Step, Stop } from '../scheme.ts';
import { conditionText, integer, moneyText, shareText, usedText, type Writer } from './source-terms.ts';

export type StepWriter = Writer & {
  /** The number that the function answers for a stop, from 1. */
  readonly stopNumber: (stop: Stop) => number;
  /** The bit of a referral or an alert. */
  readonly referralBit: (code: string) => number;
  readonly alertBit: (code: string) => number;
};

const checkText = (step: CheckStep, writer: StepWriter): string =>
  `if (!${conditionText(step.that, writer)}) return ${integer(writer.stopNumber(step.otherwise))};`;

const classifyText = (step: ClassifyStep, writer: StepWriter): string =>
  step.rules
    .map(({ when, result }) => {
      const then =
        'refer' in result
          ? `referrals |= ${integer(writer.referralBit(`${step.part}:${result.refer}`))};`
          : `l${integer(step.slot)} = ${integer(writer.labelNumber(step.slot, result.label))};`;
      return `if (${conditionText(when, writer)}) { ${then} }`;
    })
    .join(' else ');

/** due = base × the ratio of the row that holds; `missing` says what happens when none does. */
const rowsText = (rows: readonly RatioRow[], missing: string, writer: StepWriter): string => {
  const texts = rows.map(
    ({ when, ratio }) =>
      `if (${conditionText(when, writer)}) due = ${shareText('base', ratio.num, ratio.den)};`,
  );
  return `${texts.join(' else ')} else { ${missing} }`;
};

const highestFirst = (rows: readonly RatioRow[]): readonly RatioRow[] =>
  [...rows].sort((a, b) => b.ratio.num * a.ratio.den - a.ratio.num * b.ratio.den);

const dueText = (step: BenefitStep, writer: StepWriter): string => {
  const { rate } = step;
  if (rate.rate === 'tiers') {
    const least = rate.atLeast
      .map((row) => `${conditionText(row.when, writer)} ? ${writer.constant(row.ratio)} : `)
      .join('');
    return `due = f.tiered(base, ${writer.constant(rate.tiers)}, ${least}undefined);`;
  }
  const rows = rate.pick === 'first' ? rate.rows : highestFirst(rate.rows);
  const stop = rate.otherwise;
  const missing = stop === undefined ? 'due = 0;' : `return ${integer(writer.stopNumber(stop))};`;
  return rowsText(rows, missing, writer);
};

/** The running sum of what a benefit has paid; undefined when nobody counts it. */
const usedByBenefit = (benefit: number, { scheme }: StepWriter): string | undefined => {
  const index = scheme.benefits[benefit]?.counter;
  const counter = index === undefined ? undefined : scheme.counters[index];
  return index === undefined || counter === undefined ? undefined : usedText(index, counter);
};

const limitText = (most: string): string => `{ const most = ${most}; if (most < due) due = most; }`;

const limitsText = (step: BenefitStep, writer: StepWriter): readonly string[] => {
  const { scheme } = writer;
  const ceilings = scheme.ceilings.flatMap((ceiling) => {
    if (ceiling.limitFen === undefined || !ceiling.benefits.includes(step.benefit)) return [];
    const taken = ceiling.benefits.map((index) => {
      const used = usedByBenefit(index, writer);
      return used === undefined ? `g${integer(index)}` : `(${used} + g${integer(index)})`;
    });
    const limit = limitText(`${integer(ceiling.limitFen)} - ${taken.join(' - ')}`);
    return [`if (${conditionText(ceiling.when, writer)}) ${limit}`];
  });
  const room =
    scheme.benefits[step.benefit]?.withinRoom === true ? [limitText(roomText(scheme.benefits))] : [];
  return [...room, ...ceilings];
};

/** total − basic − criticalIllness − assistance − other − what is granted on this bill within the room. */
const roomText = (benefits: readonly { readonly withinRoom: boolean }[]): string => {
  const granted = benefits.flatMap((benefit, index) => (benefit.withinRoom ? [`g${integer(index)}`] : []));
  return ['a0 - paid', ...granted].join(' - ');
};

const benefitText = (step: BenefitStep, writer: StepWriter): string => {
  const used = usedByBenefit(step.benefit, writer);
  const once = step.once && used !== undefined ? `if (${used} > 0) due = 0;` : '';
  const already = step.already === undefined ? '' : `due -= ${moneyText(step.already, writer)};`;
  return [
    `if (${conditionText(step.when, writer)}) {`,
    `const raw = ${moneyText(step.base, writer)}; const base = raw > 0 ? raw : 0; let due = 0;`,
    `if (base > 0) { ${dueText(step, writer)} } else { ${stopOnly(step, writer)} }`,
    already,
    once,
    'if (due > 0) {',
    ...limitsText(step, writer),
    `if (due > 0) g${integer(step.benefit)} += due;`,
    '}',
    '}',
  ].join('\n');
};

/** With a base of 0 only the stop of an open ratio matters. */
const stopOnly = (step: BenefitStep, writer: StepWriter): string =>
  step.rate.rate === 'ratio' && step.rate.otherwise !== undefined ? dueText(step, writer) : '';

export const stepText = (step: Step, writer: StepWriter): string => {
  switch (step.step) {
    case 'check':
      return checkText(step, writer);
    case 'choose':
      return step.cases
        .map(({ when, steps }) => `if (${conditionText(when, writer)}) {\n${stepsText(steps, writer)}\n}`)
        .join(' else ');
    case 'classify':
      return classifyText(step, writer);
    case 'amount': {
      const rows = step.rows.map(
        (row) => `${conditionText(row.when, writer)} ? ${moneyText(row.is, writer)} : `,
      );
      return `s${integer(step.slot)} = ${rows.join('')}0;`;
    }
    case 'benefit':
      return benefitText(step, writer);
    case 'accumulate':
      return `t${integer(step.counter)} += ${moneyText(step.add, writer)};`;
    case 'alert':
      return `if (${conditionText(step.when, writer)}) alerts |= ${integer(writer.alertBit(step.code))};`;
    default:
      return unreachable(step);
  }
};

export const stepsText = (steps: readonly Step[], writer: StepWriter): string =>
  steps.map((step) => stepText(step, writer)).join('\n');
