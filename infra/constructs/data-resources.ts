/** What the data stack offers to the service stacks; looked up by the names that contracts use. */
import type { BucketName, KeyName, QueueName, SecretName, TableName } from '@erbao/lambda-kit/contract';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export type QueuePair = { readonly queue: IQueue; readonly deadLetters: IQueue };

export type DataResources = {
  readonly table: (name: TableName) => Table;
  /** The table and its indexes, for grants. */
  readonly tableArns: (name: TableName) => readonly string[];
  readonly bucket: (name: BucketName) => Bucket;
  readonly queue: (name: QueueName) => QueuePair;
  readonly key: (name: KeyName) => IKey;
  readonly secret: (name: SecretName) => { readonly secretArn: string };
  /** Where a stream's records go that its function could not take. */
  readonly unreadStream: (table: TableName) => IQueue;
  /** Encrypts tables, buckets and topics at rest; whoever may read them needs it too. */
  readonly storageKey: IKey;
  readonly alarmTopic: ITopic;
};
