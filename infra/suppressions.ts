/** Findings of cdk-nag that stand, each with the reason why. Anything else that cdk-nag finds fails the synthesis. */
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BUCKETS } from '@erbao/lambda-kit/contract';
import { physicalName, type Stage } from './stages.ts';

export type Suppression = {
  readonly finding: string;
  /** Construct paths it is allowed on. */
  readonly on: RegExp;
  readonly reason: string;
};

const objectsOf = (stage: Stage, bucket: string): string =>
  `arn:<AWS::Partition>:s3:::${physicalName(stage, bucket)}-<AWS::AccountId>-<AWS::Region>/*`;

export const suppressionsOn = (stage: Stage): readonly Suppression[] => [
  {
    finding: 'L1',
    on: /\/Function\/Resource$/,
    reason:
      'nodejs22.x is supported; nodejs24.x is not confirmed in the China regions that the same stack deploys to',
  },
  {
    finding: 'SMG4',
    on: /\/secret-[a-z-]+\/Resource$/,
    reason:
      "The value is the provider's to give: it changes when they say so, by the runbook, not by a function of ours",
  },
  {
    finding: 'SF2',
    on: /\/StateMachine\/Resource$/,
    reason: 'X-Ray does not exist in AWS China; executions are found by claim number and logged in full',
  },
  {
    finding: 'SQS3',
    on: /\/unread-[a-z-]+\/Resource$/,
    reason: 'This queue is itself where records go that could not be taken, with an alarm on its depth',
  },
  {
    finding: 'IAM5[Resource::*]',
    on: /\/workflow-[a-z-]+\/Role\/DefaultPolicy\/Resource$/,
    reason:
      'Log delivery of Step Functions is set up by actions that know no resource (CreateLogDelivery and its like)',
  },
  {
    finding: 'IAM5[Resource::*]',
    on: /\/(resume-workflow|write-notices)\/Role\/DefaultPolicy\/Resource$/,
    reason: 'dynamodb:ListStreams, which a stream event source needs, knows no resource',
  },
  ...BUCKETS.map((bucket) => ({
    finding: `IAM5[Resource::${objectsOf(stage, bucket)}]`,
    on: /\/Role\/Resource$/,
    reason:
      "Object keys are made at run time; the statement is of one bucket and of single objects' actions only",
  })),
  ...(stage.archive.copyRegion === undefined ? [] : onArchiveCopy(stage, stage.archive.copyRegion)),
];

const onArchiveCopy = (stage: Stage, region: string): readonly Suppression[] => [
  {
    finding: 'S1',
    on: /-archive-copy\/archive-copy\/Resource$/,
    reason:
      'Only the replication writes there and nobody reads; looks at papers are on the audit trail and in the log here',
  },
  {
    finding: `IAM5[Resource::arn:<AWS::Partition>:s3:::${physicalName(stage, 'archive-copy')}-<AWS::AccountId>-${region}/*]`,
    on: /\/bucket-archive\/Role\/Resource$/,
    reason: 'Every object of the archive is copied; ReplicateObject on one bucket only',
  },
  {
    finding: `IAM5[Resource::arn:<AWS::Partition>:kms:${region}:<AWS::AccountId>:key/*]`,
    on: /\/bucket-archive\/Role\/Resource$/,
    reason: 'The key of another region is known by its alias, which the condition asks for',
  },
];

/** Checks the app by the AwsSolutions rules when it is synthesised. */
export const checkByAwsSolutions = (app: App, suppressions: readonly Suppression[]): void => {
  for (const node of app.node.findAll()) {
    for (const { finding, on, reason } of suppressions) {
      if (!on.test(node.node.path)) continue;
      Validations.of(node).acknowledge({ id: `AwsSolutions-${finding}`, reason });
    }
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
