/** Opens {@link Workflows} with a client of its own; called once, by a function's index.ts. */
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Workflows } from '../workflows.ts';
import { sfnWorkflows } from './sfn-workflows.ts';

export const openWorkflows = (environment: { readonly workflowArn: (name: string) => string }): Workflows =>
  sfnWorkflows(new SFNClient(), environment.workflowArn);
