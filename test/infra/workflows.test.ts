import aslValidator from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../infra/functions.ts';
import { readWorkflows } from '../../infra/workflow-definitions.ts';

const SLOT = /\$\{[^}]*\}/g;
const workflows = [...readWorkflows()];

describe.each(workflows)('the workflow %s', (_name, text) => {
  const filled = text
    .replaceAll('${partition}', 'aws')
    .replaceAll(/\$\{(function|workflow):([a-z-]+)\}/g, 'arn:aws:lambda:cn-north-1:000000000000:function:$2');

  test('is valid Amazon States Language', () => {
    const { isValid, errorsText } = aslValidator(JSON.parse(filled));
    expect(isValid ? '' : errorsText('\n')).toBe('');
  });
  test('names only functions whose trigger is a step', () => {
    const steps = FUNCTIONS.filter(({ contract }) => contract.trigger.kind === 'step').map(
      ({ contract }) => contract.name,
    );
    const named = [...text.matchAll(/\$\{function:([a-z-]+)\}/g)].map((match) => match[1]);
    expect(steps).toEqual(expect.arrayContaining(named));
  });
  test('has no slot that nobody fills', () => {
    expect(filled.match(SLOT) ?? []).toEqual([]);
  });
});

describe('steps', () => {
  test('every step function is invoked by a workflow', () => {
    const all = workflows.map(([, text]) => text).join('\n');
    const idle = FUNCTIONS.filter(
      ({ contract }) => contract.trigger.kind === 'step' && !all.includes(`\${function:${contract.name}}`),
    );
    expect(idle.map(({ contract }) => contract.name)).toEqual([]);
  });
});
