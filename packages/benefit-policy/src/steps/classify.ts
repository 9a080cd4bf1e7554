/** `classify`: a table from the evidence to a label, or to a person for one part of the bill. The first row wins. */
import type { DocumentNode } from '../document-node.ts';
import { holds } from '../formula/evaluate.ts';
import type { Condition } from '../formula/terms.ts';
import {
  noteSettings,
  readClauses,
  readCondition,
  type ReadingContext,
  readOptionalClauses,
} from '../reading-context.ts';
import { isReason } from '../reasons.ts';
import type { Run } from '../run.ts';
import type { ClassifyRule, ClassifyStep } from '../scheme.ts';

const readRule = (node: DocumentNode, context: ReadingContext): ClassifyRule => {
  node.only('when', 'label', 'refer', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const when: Condition = readCondition(node.field('when'), context);
  const clauses = readOptionalClauses(node.field('clauses'), context);
  const refer = node.field('refer');
  if (refer.present) {
    if (!isReason(refer.text())) refer.fault(`unknown reason "${refer.text()}"`);
    return { when, clauses, result: { refer: refer.text() } };
  }
  return { when, clauses, result: { label: node.field('label').text() } };
};

export const readClassify = (node: DocumentNode, context: ReadingContext): ClassifyStep => {
  node.only('step', 'name', 'part', 'rules', 'clauses', 'decided');
  noteSettings(node.field('decided'), context);
  const slot = context.newSlot();
  const rules = node
    .field('rules')
    .items()
    .map((item) => readRule(item, context));
  const labels = rules.flatMap((rule) => ('label' in rule.result ? [rule.result.label] : []));
  context.words.labels.set(node.field('name').text(), { slot, labels: new Set(labels) });
  return {
    step: 'classify',
    path: node.path,
    slot,
    part: node.field('part').text(),
    rules,
    clauses: readClauses(node.field('clauses'), context),
  };
};

export const runClassify = (step: ClassifyStep, run: Run): void => {
  const rule = step.rules.find((candidate) => holds(candidate.when, run));
  if (rule === undefined) return;
  const clauses = [...step.clauses, ...rule.clauses];
  if ('refer' in rule.result) {
    const referral = `${step.part}:${rule.result.refer}`;
    run.referrals.push(referral);
    run.trace?.push({ step: 'classify', path: step.path, clauses, referral });
    return;
  }
  run.labels[step.slot] = rule.result.label;
  run.trace?.push({ step: 'classify', path: step.path, clauses, label: rule.result.label });
};
