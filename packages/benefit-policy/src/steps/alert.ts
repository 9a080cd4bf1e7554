/** `alert`: marks a bill for a person's attention; no amount changes. */
import type { DocumentNode } from '../document-node.ts';
import { holds } from '../formula/evaluate.ts';
import { noteSettings, readClauses, readCondition, type ReadingContext } from '../reading-context.ts';
import { isReason } from '../reasons.ts';
import type { Run } from '../run.ts';
import type { AlertStep } from '../scheme.ts';

export const readAlert = (node: DocumentNode, context: ReadingContext): AlertStep => {
  node.only('step', 'code', 'when', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const code = node.field('code');
  if (!isReason(code.text())) code.fault(`unknown alert "${code.text()}"`);
  return {
    step: 'alert',
    path: node.path,
    code: code.text(),
    when: readCondition(node.field('when'), context),
    clauses: readClauses(node.field('clauses'), context),
  };
};

export const runAlert = (step: AlertStep, run: Run): void => {
  if (!holds(step.when, run)) return;
  run.alerts.push(step.code);
  run.trace?.push({ step: 'alert', path: step.path, clauses: step.clauses, code: step.code });
};
