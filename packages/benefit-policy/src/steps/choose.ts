/** `choose`: the steps of the first case whose test holds; none holds, nothing happens. */
import type { DocumentNode } from '../document-node.ts';
import { holds } from '../formula/evaluate.ts';
import { noteSettings, readCondition, type ReadingContext } from '../reading-context.ts';
import type { Run } from '../run.ts';
import type { ChooseStep, Step, Stop } from '../scheme.ts';

export const readChoose = (
  node: DocumentNode,
  context: ReadingContext,
  readSteps: (list: DocumentNode, context: ReadingContext) => readonly Step[],
): ChooseStep => {
  node.only('step', 'cases', 'decided');
  noteSettings(node.field('decided'), context);
  const cases = node
    .field('cases')
    .items()
    .map((item) => {
      item.only('when', 'steps');
      return {
        when: readCondition(item.field('when'), context),
        steps: readSteps(item.field('steps'), context),
      };
    });
  return { step: 'choose', path: node.path, clauses: [], cases };
};

export const runChoose = (
  step: ChooseStep,
  run: Run,
  runSteps: (steps: readonly Step[], run: Run) => Stop | undefined,
): Stop | undefined => {
  const chosen = step.cases.find((candidate) => holds(candidate.when, run));
  return chosen === undefined ? undefined : runSteps(chosen.steps, run);
};
