/** From a contract's `access` to environment variables and the least IAM statements that serve it. */
import {
  BUCKETS,
  environmentName,
  type FunctionContract,
  KEYS,
  TABLES,
  WORKFLOWS,
} from '@erbao/lambda-kit/contract';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Stage } from '../stages.ts';
import type { DataResources } from './data-resources.ts';
import { bucketObjectsArn } from './erbao-bucket.ts';
import { stateMachineArn } from './state-machine-arn.ts';

export type GrantedAccess = {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
};

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

/** The names of a partial record that are really set. */
const named = <Name extends string, Value>(
  access: Readonly<Partial<Record<Name, Value>>> | undefined,
  names: readonly Name[],
): readonly (readonly [Name, Value])[] =>
  names.flatMap((name) => {
    const value = access?.[name];
    return value === undefined ? [] : [[name, value] as const];
  });

const includes = (mode: string, part: string): boolean => mode.split('-').includes(part);

/** No Scan and no DeleteItem: nothing in Erbao walks a whole table, and nothing decided is deleted. */
const TABLE_READS = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:ConditionCheckItem',
];
const TABLE_WRITES = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];
const STORAGE_KEY_USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

const tableAccess = (data: DataResources, contract: FunctionContract): GrantedAccess => {
  const found = named(contract.access.tables, TABLES);
  return {
    environment: Object.fromEntries(
      found.map(([name]) => [environmentName('TABLE', name), data.table(name).tableName]),
    ),
    statements: found.map(([name, mode]) =>
      allow(
        [
          ...new Set([
            ...(includes(mode, 'read') ? TABLE_READS : []),
            ...(includes(mode, 'write') ? TABLE_WRITES : []),
          ]),
        ],
        includes(mode, 'read') ? data.tableArns(name) : [data.table(name).tableArn],
      ),
    ),
  };
};

const bucketAccess = (stage: Stage, data: DataResources, contract: FunctionContract): GrantedAccess => {
  const found = named(contract.access.buckets, BUCKETS);
  return {
    environment: Object.fromEntries(
      found.map(([name]) => [environmentName('BUCKET', name), data.bucket(name).bucketName]),
    ),
    statements: found.flatMap(([name, mode]) => [
      allow(
        [
          ...(includes(mode, 'read') ? ['s3:GetObject'] : []),
          ...(includes(mode, 'hold') ? ['s3:PutObjectLegalHold'] : []),
          ...(includes(mode, 'mark') ? ['s3:PutObjectTagging'] : []),
          ...(includes(mode, 'write')
            ? ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts']
            : []),
        ],
        [bucketObjectsArn(stage, name)],
      ),
      // Without ListBucket a missing object answers "forbidden" instead of "not found"
      ...(includes(mode, 'read') ? [allow(['s3:ListBucket'], [data.bucket(name).bucketArn])] : []),
    ]),
  };
};

const SEND = ['sqs:SendMessage', 'sqs:GetQueueUrl'];
const RECEIVE = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
];

const queueAccess = (data: DataResources, contract: FunctionContract): GrantedAccess => {
  const own = contract.trigger.kind === 'queue' ? [contract.trigger.queue] : [];
  const sends = contract.access.queues ?? [];
  const redrives = contract.access.redrives ?? [];
  const queues = [...new Set([...own, ...sends, ...redrives])];
  const deadLetters = [...new Set([...own, ...redrives])];
  return {
    environment: Object.fromEntries([
      ...queues.map((name) => [environmentName('QUEUE', name), data.queue(name).queue.queueUrl] as const),
      ...deadLetters.map(
        (name) => [environmentName('DLQ', name), data.queue(name).deadLetters.queueUrl] as const,
      ),
    ]),
    statements: [
      ...own.map((name) => allow(RECEIVE, [data.queue(name).queue.queueArn])),
      // A Defect goes to the dead letters at once instead of being tried again
      ...own.map((name) => allow(SEND, [data.queue(name).deadLetters.queueArn])),
      ...[...new Set([...sends, ...redrives])].map((name) => allow(SEND, [data.queue(name).queue.queueArn])),
      ...redrives.map((name) => allow(RECEIVE, [data.queue(name).deadLetters.queueArn])),
    ],
  };
};

const KEY_ACTIONS = {
  encrypt: ['kms:GenerateDataKey', 'kms:Encrypt'],
  decrypt: ['kms:Decrypt'],
  'encrypt-decrypt': ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
  mac: ['kms:GenerateMac'],
} as const;

const keyAccess = (data: DataResources, contract: FunctionContract): GrantedAccess => {
  const found = named(contract.access.keys, KEYS);
  return {
    environment: Object.fromEntries(
      found.map(([name]) => [environmentName('KEY', name), data.key(name).keyArn]),
    ),
    statements: found.map(([name, use]) => allow(KEY_ACTIONS[use], [data.key(name).keyArn])),
  };
};

const secretAccess = (data: DataResources, { access }: FunctionContract): GrantedAccess => {
  const secrets = (access.secrets ?? []).map((name) => [name, data.secret(name).secretArn] as const);
  return {
    environment: Object.fromEntries(secrets.map(([name, arn]) => [environmentName('SECRET', name), arn])),
    statements: secrets.map(([, arn]) => allow(['secretsmanager:GetSecretValue'], [arn])),
  };
};

const workflowAccess = (stage: Stage, contract: FunctionContract): GrantedAccess => {
  const found = named(contract.access.workflows, WORKFLOWS);
  return {
    environment: Object.fromEntries(
      found.map(([name]) => [environmentName('WORKFLOW', name), stateMachineArn(stage, name)]),
    ),
    statements: found.map(([name, use]) =>
      allow(
        [
          ...(includes(use, 'start') ? ['states:StartExecution'] : []),
          ...(includes(use, 'answer') ? ['states:SendTaskSuccess', 'states:SendTaskFailure'] : []),
        ],
        [stateMachineArn(stage, name)],
      ),
    ),
  };
};

/** What the contract's own words ask for, and the use of the storage key that reading and writing at rest takes. */
export const grantedAccess = (
  stage: Stage,
  data: DataResources,
  contract: FunctionContract,
): GrantedAccess => {
  const parts = [
    tableAccess(data, contract),
    bucketAccess(stage, data, contract),
    queueAccess(data, contract),
    keyAccess(data, contract),
    secretAccess(data, contract),
    workflowAccess(stage, contract),
  ];
  const { tables = {}, buckets = {}, secrets = [] } = contract.access;
  const stores = Object.keys(tables).length + Object.keys(buckets).length + secrets.length > 0;
  return {
    environment: Object.fromEntries(parts.flatMap((part) => Object.entries(part.environment))),
    statements: [
      ...parts.flatMap((part) => part.statements),
      ...(stores ? [allow(STORAGE_KEY_USE, [data.storageKey.keyArn])] : []),
    ],
  };
};
