/** Opens {@link Workflows}; called once, by a function's index.ts. */
import { openJsonCalls } from '../aws/json-calls.ts';
import type { AwsAccount } from '../aws-account.ts';
import type { Workflows } from '../workflows.ts';
import { sfnWorkflows } from './sfn-workflows.ts';

export const openWorkflows = (environment: {
  readonly aws: () => AwsAccount;
  readonly workflowArn: (name: string) => string;
}): Workflows => sfnWorkflows(openJsonCalls('states', environment.aws()), environment.workflowArn);
