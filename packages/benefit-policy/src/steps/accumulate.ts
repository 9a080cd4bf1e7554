/** `accumulate`: adds to a running total of the year. Refused and referred bills add nothing. */
import type { DocumentNode } from '../document-node.ts';
import { amountOf } from '../formula/evaluate.ts';
import { noteSettings, readClauses, type ReadingContext, readMoney } from '../reading-context.ts';
import type { Run } from '../run.ts';
import type { AccumulateStep } from '../scheme.ts';

export const readAccumulate = (node: DocumentNode, context: ReadingContext): AccumulateStep => {
  node.only('step', 'total', 'add', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const total = node.field('total');
  const counter = context.words.counters.get(total.text());
  if (counter === undefined) total.fault(`unknown total "${total.text()}"`);
  return {
    step: 'accumulate',
    path: node.path,
    counter: counter ?? 0,
    add: readMoney(node.field('add'), context),
    clauses: readClauses(node.field('clauses'), context),
  };
};

export const runAccumulate = (step: AccumulateStep, run: Run): void => {
  const addedFen = amountOf(step.add, run);
  run.added[step.counter] = (run.added[step.counter] ?? 0) + addedFen;
  run.trace?.push({
    step: 'accumulate',
    path: step.path,
    clauses: step.clauses,
    counter: run.scheme.counters[step.counter]?.id ?? '',
    beforeFen: run.used[step.counter] ?? 0,
    addedFen,
  });
};
