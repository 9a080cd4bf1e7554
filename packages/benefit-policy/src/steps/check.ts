/** `check`: a test that must hold, or the whole bill is refused or referred with one reason. */
import type { DocumentNode } from '../document-node.ts';
import { holds } from '../formula/evaluate.ts';
import {
  noteSettings,
  readClauses,
  readCondition,
  type ReadingContext,
  readStop,
} from '../reading-context.ts';
import type { Run } from '../run.ts';
import type { CheckStep, Stop } from '../scheme.ts';

export const readCheck = (node: DocumentNode, context: ReadingContext): CheckStep => {
  node.only('step', 'that', 'otherwise', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  return {
    step: 'check',
    path: node.path,
    that: readCondition(node.field('that'), context),
    otherwise: readStop(node.field('otherwise')),
    clauses: readClauses(node.field('clauses'), context),
  };
};

export const runCheck = (step: CheckStep, run: Run): Stop | undefined => {
  const passed = holds(step.that, run);
  run.trace?.push({
    step: 'check',
    path: step.path,
    clauses: step.clauses,
    passed,
    reason: step.otherwise.reason,
  });
  return passed ? undefined : step.otherwise;
};
