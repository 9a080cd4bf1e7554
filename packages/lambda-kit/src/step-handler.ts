/**
 * A state of a workflow, a schedule or an operator → parse the input → run. An error fails the invocation under the name
 * of its kind, which the definition retries (Conflict, Unavailable) or parks (all others).
 */
import { InvalidInput } from '@erbao/kernel/errors';
import type * as z from 'zod';
import { chained, type Tools } from './chain.ts';
import type { FunctionContract } from './contract.ts';
import { type Environment, readEnvironment } from './environment.ts';

export const stepHandler = <Event extends z.ZodType, Settings extends z.ZodObject, Output>(
  contract: FunctionContract<Event, Settings>,
  wire: (
    environment: Environment<z.infer<Settings>>,
  ) => (input: z.infer<Event>, tools: Tools) => Promise<Output>,
) => {
  const useCase = wire(readEnvironment(contract));
  return chained<Output>({
    functionName: contract.name,
    run: (event, tools) => {
      const input = contract.event.safeParse(event);
      if (input.success) return useCase(input.data, tools);
      throw new InvalidInput('input-invalid', {
        fields: input.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}:${issue.code}`),
      });
    },
    onError: (error) => {
      throw error;
    },
  });
};
