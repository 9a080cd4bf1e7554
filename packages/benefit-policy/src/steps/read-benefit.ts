/** Reads `benefit`, `lump-sum` and `waterfall`: all three are paid by {@link runBenefit}. */
import type { Ratio } from '@erbao/kernel/money';
import type { DocumentNode } from '../document-node.ts';
import { FormulaParser } from '../formula/parse-formula.ts';
import type { Condition, MoneyTerm } from '../formula/terms.ts';
import {
  noteSettings,
  readClauses,
  type ReadingContext,
  readMoney,
  readOptionalClauses,
  readOptionalCondition,
  readStop,
} from '../reading-context.ts';
import type { AmountStep, BenefitStep, Rate, RatioRow } from '../scheme.ts';
import { readYuan } from '../units.ts';

const WHOLE: Ratio = { num: 1, den: 1 };
const ALWAYS: Condition = { test: 'always' };
const PLAIN: Rate = {
  rate: 'ratio',
  pick: 'first',
  rows: [{ when: ALWAYS, ratio: WHOLE, clauses: [] }],
  otherwise: undefined,
};

/** `25%`, or the parameter that the municipality sets. */
const readRatioText = (node: DocumentNode, context: ReadingContext): Ratio => {
  const parser = new FormulaParser(node.text(), context.words);
  const ratio = parser.percent();
  parser.finish();
  if (parser.problem !== undefined && node.present) node.fault(parser.problem);
  return ratio;
};

const readRows = (node: DocumentNode, context: ReadingContext): readonly RatioRow[] =>
  node.items().map((item) => {
    item.only('when', 'ratio', 'clauses', 'decided');
    noteSettings(item.field('decided'), context);
    return {
      when: readOptionalCondition(item.field('when'), context),
      ratio: readRatioText(item.field('ratio'), context),
      clauses: readOptionalClauses(item.field('clauses'), context),
    };
  });

const readTiers = (node: DocumentNode, context: ReadingContext): Rate => {
  node.only('parameter', 'atLeast');
  const parameter = node.field('parameter');
  const tiers = context.parameterTiers(parameter.text());
  if (tiers === undefined) parameter.fault(`unknown parameter "${parameter.text()}"`);
  const atLeast = node.field('atLeast');
  return { rate: 'tiers', tiers: tiers ?? [], atLeast: atLeast.present ? readRows(atLeast, context) : [] };
};

const readRate = (node: DocumentNode, context: ReadingContext): Rate => {
  if (node.field('tiers').present) return readTiers(node.field('tiers'), context);
  const otherwise = node.field('otherwise').present ? readStop(node.field('otherwise')) : undefined;
  const highest = node.field('highest');
  if (highest.present) return { rate: 'ratio', pick: 'highest', rows: readRows(highest, context), otherwise };
  const ratio = node.field('ratio');
  if (Array.isArray(ratio.value))
    return { rate: 'ratio', pick: 'first', rows: readRows(ratio, context), otherwise };
  const rows = [{ when: ALWAYS, ratio: readRatioText(ratio, context), clauses: [] }];
  return { rate: 'ratio', pick: 'first', rows, otherwise };
};

const readBenefitId = (node: DocumentNode, context: ReadingContext): number => {
  const benefit = context.words.benefits.get(node.text());
  if (benefit === undefined && node.present) node.fault(`unknown benefit "${node.text()}"`);
  return benefit ?? 0;
};

/** `needs` names a parameter that may be null; the step falls away when the municipality has none. */
const isDropped = (node: DocumentNode, context: ReadingContext): boolean => {
  const needs = node.field('needs');
  return needs.present && context.isAbsent(needs.text());
};

export const readBenefit = (node: DocumentNode, context: ReadingContext): readonly BenefitStep[] => {
  node.only(
    ...['step', 'benefit', 'when', 'base', 'ratio', 'highest', 'tiers', 'otherwise', 'already', 'needs'],
    ...['clauses', 'decided'],
  );
  noteSettings(node.field('decided'), context);
  if (isDropped(node, context)) return [];
  const already = node.field('already');
  return [
    {
      step: 'benefit',
      path: node.path,
      benefit: readBenefitId(node.field('benefit'), context),
      when: readOptionalCondition(node.field('when'), context),
      base: readMoney(node.field('base'), context),
      rate: readRate(node, context),
      already: already.present ? readMoney(already, context) : undefined,
      once: false,
      clauses: readClauses(node.field('clauses'), context),
    },
  ];
};

export const readLumpSum = (node: DocumentNode, context: ReadingContext): BenefitStep => {
  node.only('step', 'benefit', 'when', 'sum', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const sum = node.field('sum');
  const fen = readYuan(sum.text());
  if (fen === undefined && sum.present)
    sum.fault(`"${sum.text()}" is not a sum with its unit, as in 2000 yuan`);
  return {
    step: 'benefit',
    path: node.path,
    benefit: readBenefitId(node.field('benefit'), context),
    when: readOptionalCondition(node.field('when'), context),
    base: { term: 'fen', fen: fen ?? 0 },
    rate: PLAIN,
    already: undefined,
    once: true,
    clauses: readClauses(node.field('clauses'), context),
  };
};

/** One sum for several payers in turn: `rest` is what the payers before have left of it. */
export const readWaterfall = (
  node: DocumentNode,
  context: ReadingContext,
): readonly (AmountStep | BenefitStep)[] => {
  node.only('step', 'name', 'over', 'parts', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const slot = context.newSlot();
  const pot: AmountStep = {
    step: 'amount',
    path: node.path,
    slot,
    name: node.field('name').text(),
    rows: [{ when: ALWAYS, is: readMoney(node.field('over'), context) }],
    clauses: readClauses(node.field('clauses'), context),
  };
  const minus: MoneyTerm[] = [];
  const parts = node
    .field('parts')
    .items()
    .flatMap((item) => {
      context.words.named.set('rest', { term: 'sum', plus: [{ term: 'named', slot }], minus: [...minus] });
      const steps = readBenefit(item, context);
      for (const step of steps) minus.push({ term: 'granted', benefit: step.benefit });
      return steps;
    });
  context.words.named.delete('rest');
  return [pot, ...parts];
};
