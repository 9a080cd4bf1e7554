/** `amount`: gives a formula a name; with rows, the first whose test holds. */
import type { DocumentNode } from '../document-node.ts';
import { amountOf, holds } from '../formula/evaluate.ts';
import {
  noteSettings,
  readClauses,
  type ReadingContext,
  readMoney,
  readOptionalCondition,
} from '../reading-context.ts';
import type { Run } from '../run.ts';
import type { AmountRow, AmountStep } from '../scheme.ts';

const readRows = (node: DocumentNode, context: ReadingContext): readonly AmountRow[] => {
  const is = node.field('is');
  if (!Array.isArray(is.value)) return [{ when: { test: 'always' }, is: readMoney(is, context) }];
  return is.items().map((item) => {
    item.only('when', 'is');
    return {
      when: readOptionalCondition(item.field('when'), context),
      is: readMoney(item.field('is'), context),
    };
  });
};

export const readAmount = (node: DocumentNode, context: ReadingContext): AmountStep => {
  node.only('step', 'name', 'is', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const name = node.field('name').text();
  const rows = readRows(node, context);
  const slot = context.newSlot();
  if (context.words.named.has(name)) node.field('name').fault(`the name "${name}" is given twice`);
  context.words.named.set(name, { term: 'named', slot });
  return {
    step: 'amount',
    path: node.path,
    slot,
    name,
    rows,
    clauses: readClauses(node.field('clauses'), context),
  };
};

export const runAmount = (step: AmountStep, run: Run): void => {
  const row = step.rows.find((candidate) => holds(candidate.when, run));
  const fen = row === undefined ? 0 : amountOf(row.is, run);
  run.slots[step.slot] = fen;
  run.trace?.push({ step: 'amount', path: step.path, clauses: step.clauses, name: step.name, fen });
};
