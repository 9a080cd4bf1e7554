/** {@link Workflows} on Step Functions. */
import { Unavailable } from '@erbao/kernel/errors';
import { AwsRefusal, type JsonCalls } from '../aws/json-calls.ts';
import type { Workflows } from '../workflows.ts';

const isRefusedAs = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof AwsRefusal && names.includes(error.name);

export const sfnWorkflows = (states: JsonCalls, arnOf: (workflow: string) => string): Workflows => ({
  start: async ({ workflow, name, input }) => {
    try {
      const execution = { stateMachineArn: arnOf(workflow), name, input: JSON.stringify(input) };
      await states.call('StartExecution', execution);
      return 'started';
    } catch (error) {
      if (isRefusedAs(error, 'ExecutionAlreadyExists')) return 'already-started';
      throw new Unavailable('workflow-unavailable', {}, error);
    }
  },
  answer: async (token, output) => {
    try {
      await states.call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) });
      return 'answered';
    } catch (error) {
      if (isRefusedAs(error, 'TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken')) return 'gone';
      throw new Unavailable('workflow-unavailable', {}, error);
    }
  },
});
