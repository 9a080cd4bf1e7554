/**
 * A workflow's ARN, composed from its name. Functions start workflows and workflows invoke functions; a reference in
 * both directions would be a circle that CloudFormation refuses.
 */
import type { WorkflowName } from '@erbao/lambda-kit/contract';
import { Aws } from 'aws-cdk-lib';
import { physicalName, type Stage } from '../stages.ts';

export const stateMachineArn = (stage: Stage, name: WorkflowName): string =>
  `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:stateMachine:${physicalName(stage, name)}`;
