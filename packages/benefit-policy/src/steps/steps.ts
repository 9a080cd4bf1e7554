/** The kinds of steps, read from a scheme file and run for a bill. A new kind is entered here and nowhere else. */
import { unreachable } from '@erbao/kernel/errors';
import type { DocumentNode } from '../document-node.ts';
import type { ReadingContext } from '../reading-context.ts';
import type { Run } from '../run.ts';
import type { Step, Stop } from '../scheme.ts';
import { readAccumulate, runAccumulate } from './accumulate.ts';
import { readAlert, runAlert } from './alert.ts';
import { readAmount, runAmount } from './amount.ts';
import { runBenefit } from './benefit.ts';
import { readCheck, runCheck } from './check.ts';
import { readChoose, runChoose } from './choose.ts';
import { readClassify, runClassify } from './classify.ts';
import { readBenefit, readLumpSum, readWaterfall } from './read-benefit.ts';

const KINDS = [
  'check',
  'choose',
  'classify',
  'amount',
  'benefit',
  'lump-sum',
  'waterfall',
  'accumulate',
  'alert',
] as const;

const readStep = (node: DocumentNode, context: ReadingContext): readonly Step[] => {
  const kind = node.field('step').oneOf(KINDS);
  switch (kind) {
    case undefined:
      return [];
    case 'check':
      return [readCheck(node, context)];
    case 'choose':
      return [readChoose(node, context, readSteps)];
    case 'classify':
      return [readClassify(node, context)];
    case 'amount':
      return [readAmount(node, context)];
    case 'benefit':
      return readBenefit(node, context);
    case 'lump-sum':
      return [readLumpSum(node, context)];
    case 'waterfall':
      return readWaterfall(node, context);
    case 'accumulate':
      return [readAccumulate(node, context)];
    case 'alert':
      return [readAlert(node, context)];
  }
};

export const readSteps = (list: DocumentNode, context: ReadingContext): readonly Step[] =>
  list.items().flatMap((item) => readStep(item, context));

const runStep = (step: Step, run: Run): Stop | undefined => {
  switch (step.step) {
    case 'check':
      return runCheck(step, run);
    case 'choose':
      return runChoose(step, run, runSteps);
    case 'benefit':
      return runBenefit(step, run);
    case 'classify':
      runClassify(step, run);
      return undefined;
    case 'amount':
      runAmount(step, run);
      return undefined;
    case 'accumulate':
      runAccumulate(step, run);
      return undefined;
    case 'alert':
      runAlert(step, run);
      return undefined;
    default:
      return unreachable(step);
  }
};

export const runSteps = (steps: readonly Step[], run: Run): Stop | undefined => {
  for (const step of steps) {
    const stop = runStep(step, run);
    if (stop !== undefined) return stop;
  }
  return undefined;
};
