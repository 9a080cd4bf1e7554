/** Physical names on the local cloud, by the words that contracts use; what `.local/endpoints.json` lists. */
import {
  BUCKETS,
  type BucketName,
  QUEUES,
  type QueueName,
  TABLES,
  type TableName,
  WORKFLOWS,
  type WorkflowName,
} from '@erbao/lambda-kit/contract';
import { localStage, physicalName } from '../stages.ts';
import { ACCOUNT, REGION } from './emulator.ts';

const STAGE = localStage('', []);

export const localName = (name: string): string => physicalName(STAGE, name);

/** The emulator's ARNs are of the partition `aws` in every region. */
export const tableName = (name: TableName): string => localName(name);
export const bucketName = (name: BucketName): string => `${localName(name)}-${ACCOUNT}-${REGION}`;
export const queueUrl = (endpoint: string, name: QueueName | `${QueueName}-dead`): string =>
  `${endpoint}/${ACCOUNT}/${localName(name)}`;
export const workflowArn = (name: WorkflowName): string =>
  `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${localName(name)}`;

export type CloudNames = {
  readonly tables: Readonly<Record<string, string>>;
  readonly buckets: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  readonly deadLetterQueues: Readonly<Record<string, string>>;
  readonly workflows: Readonly<Record<string, string>>;
};

const byName = <Name extends string>(
  names: readonly Name[],
  physical: (name: Name) => string,
): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [name, physical(name)]));

export const cloudNames = (endpoint: string): CloudNames => ({
  tables: byName(TABLES, tableName),
  buckets: byName(BUCKETS, bucketName),
  queues: byName(QUEUES, (name) => queueUrl(endpoint, name)),
  deadLetterQueues: byName(QUEUES, (name) => queueUrl(endpoint, `${name}-dead`)),
  workflows: byName(WORKFLOWS, workflowArn),
});
