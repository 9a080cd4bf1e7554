/** The whole app of one stage. Service stacks refer to the data stack; nothing refers to a service stack. */
import type { TableDescription } from '@erbao/dynamo-kit/table';
import type { WorkflowName } from '@erbao/lambda-kit/contract';
import { App, Duration, Tags } from 'aws-cdk-lib';
import { BUNDLE_FOLDER } from './bundle.ts';
import { DEFAULT_TIMEOUT_SECONDS } from './constructs/erbao-function.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { ArchiveCopyStack } from './stacks/archive-copy-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { WorkStack } from './stacks/work-stack.ts';
import type { Stage } from './stages.ts';

export type AppParts = {
  readonly stage: Stage;
  readonly functions: readonly DeployedFunction[];
  readonly tables: readonly TableDescription[];
  readonly workflows: ReadonlyMap<WorkflowName, string>;
  /** Where the bundles lie. */
  readonly bundles?: string;
};

const longestRunOn = (functions: readonly DeployedFunction[], queue: string): Duration => {
  const runs = functions
    .filter(({ contract: { trigger } }) => trigger.kind === 'queue' && trigger.queue === queue)
    .map(({ contract }) => contract.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  return Duration.seconds(Math.max(DEFAULT_TIMEOUT_SECONDS, ...runs));
};

export const buildApp = (
  { stage, functions, tables, workflows, bundles = BUNDLE_FOLDER }: AppParts,
  outdir: string,
): App => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: {
      '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
      '@aws-cdk/aws-iam:minimizePolicies': true,
      '@aws-cdk/core:checkSecretUsage': true,
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      '@aws-cdk/aws-dynamodb:resourcePolicyPerReplica': true,
    },
  });
  const data = new DataStack(app, { stage, tables, longestRun: (queue) => longestRunOn(functions, queue) });
  const { copyRegion: region } = stage.archive;
  // S3 copies into a bucket that is there
  if (region !== undefined) data.addStackDependency(new ArchiveCopyStack(app, { stage, region }));
  const service = { stage, data: data.resources, functions, bundles };
  new ApiStack(app, service);
  // CloudFormation refuses a stack without a resource
  if (functions.some(({ contract }) => contract.trigger.kind !== 'http')) {
    new WorkStack(app, { ...service, workflows });
  }
  Tags.of(app).add('erbao:stage', stage.name);
  return app;
};
