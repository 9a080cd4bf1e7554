/** {@link Workflows} on Step Functions. */
import {
  ExecutionAlreadyExists,
  InvalidToken,
  type SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { Unavailable } from '@erbao/kernel/errors';
import type { Workflows } from '../workflows.ts';

export const sfnWorkflows = (client: SFNClient, arnOf: (workflow: string) => string): Workflows => ({
  start: async ({ workflow, name, input }) => {
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn: arnOf(workflow), name, input: JSON.stringify(input) }),
      );
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'already-started';
      throw new Unavailable('workflow-unavailable', {}, error);
    }
  },
  answer: async (token, output) => {
    try {
      await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
      return 'answered';
    } catch (error) {
      if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken)
        return 'gone';
      throw new Unavailable('workflow-unavailable', {}, error);
    }
  },
});
