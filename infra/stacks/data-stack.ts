/** Everything that outlives a deployment: tables, buckets, queues, keys, and the topic that alarms speak to. */
import { INFECTED_MARK } from '@erbao/api-contracts/paper-states';
import type { TableDescription } from '@erbao/dynamo-kit/table';
import {
  BUCKETS,
  type BucketName,
  KEYS,
  type KeyName,
  QUEUES,
  type QueueName,
  type SecretName,
  SECRETS,
} from '@erbao/lambda-kit/contract';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DataResources } from '../constructs/data-resources.ts';
import { accessLogBucket, ErbaoBucket } from '../constructs/erbao-bucket.ts';
import { erbaoTable } from '../constructs/erbao-table.ts';
import { deadLetterQueue, WorkedQueue } from '../constructs/worked-queue.ts';
import { physicalName, type Stage } from '../stages.ts';

/** Which uploads are announced where; the prefixes are part of the upload tickets' keys. */
const ANNOUNCEMENTS: Readonly<
  Partial<Record<BucketName, { readonly prefix: string; readonly queue: QueueName }>>
> = {
  papers: { prefix: 'papers/', queue: 'uploaded-papers' },
  'settlement-files': { prefix: 'uploads/', queue: 'uploaded-settlement-files' },
  'bank-files': { prefix: 'results/', queue: 'uploaded-bank-results' },
};

export type DataStackProps = {
  readonly stage: Stage;
  readonly tables: readonly TableDescription[];
  /** The longest a function works on a message of the queue. */
  readonly longestRun: (queue: QueueName) => Duration;
};

const found = <Name extends string, Thing>(things: ReadonlyMap<Name, Thing>, name: Name): Thing => {
  const thing = things.get(name);
  if (thing === undefined) throw new Error(`The data stack has no "${name}"`);
  return thing;
};

export class DataStack extends Stack {
  readonly resources: DataResources;
  readonly #stage: Stage;

  constructor(scope: Construct, props: DataStackProps) {
    super(scope, physicalName(props.stage, 'data'), {
      env: { region: props.stage.region },
      terminationProtection: props.stage.keepsData,
      description: 'Erbao: tables, buckets, queues and keys',
    });
    this.#stage = props.stage;
    const storageKey = this.#symmetricKey('storage', 'Tables, buckets and the alarm topic at rest');
    storageKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const alarmTopic = this.#alarmTopic(storageKey);
    const tables = new Map<string, Table>(
      props.tables.map((table) => [table.name, erbaoTable(this, props.stage, table, storageKey)]),
    );
    const queues = new Map<QueueName, WorkedQueue>(
      QUEUES.map((name) => [
        name,
        new WorkedQueue(this, {
          stage: props.stage,
          name,
          visibility: Duration.seconds(props.longestRun(name).toSeconds() * 6),
          alarmTopic,
        }),
      ]),
    );
    const buckets = this.#buckets(storageKey, queues);
    const keys = this.#fieldKeys();
    // For operators' tools; functions get the keys through their environment
    new CfnOutput(this, 'PersonalDataKey', { value: found(keys, 'personal-data').keyArn });
    new CfnOutput(this, 'IdentityIndexKey', { value: found(keys, 'identity-index').keyArn });
    const secrets = this.#secrets(storageKey);
    const unread = this.#unreadStreams(props.tables, alarmTopic);
    this.resources = {
      table: (name) => found<string, Table>(tables, name),
      tableArns: (name) => {
        const arn = found<string, Table>(tables, name).tableArn;
        const indexes = props.tables.find((table) => table.name === name)?.indexes ?? {};
        return [arn, ...Object.keys(indexes).map((index) => `${arn}/index/${index}`)];
      },
      bucket: (name) => found(buckets, name).bucket,
      queue: (name) => found(queues, name),
      key: (name) => found(keys, name),
      secret: (name) => found(secrets, name),
      unreadStream: (name) => found<string, Queue>(unread, name),
      storageKey,
      alarmTopic,
    };
  }

  #symmetricKey(name: string, description: string): Key {
    return new Key(this, `key-${name}`, {
      alias: physicalName(this.#stage, name),
      description,
      enableKeyRotation: true,
      removalPolicy: this.#stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  #alarmTopic(storageKey: Key): Topic {
    const topic = new Topic(this, 'alarm-topic', {
      topicName: physicalName(this.#stage, 'alarms'),
      masterKey: storageKey,
      enforceSSL: true,
    });
    if (this.#stage.alarmEmail !== undefined) {
      topic.addSubscription(new EmailSubscription(this.#stage.alarmEmail));
    }
    return topic;
  }

  #buckets(key: Key, queues: ReadonlyMap<QueueName, WorkedQueue>): ReadonlyMap<BucketName, ErbaoBucket> {
    const accessLog = accessLogBucket(this, this.#stage);
    return new Map(
      BUCKETS.map((name) => {
        const told = ANNOUNCEMENTS[name];
        const announces =
          told === undefined
            ? {}
            : { announces: { prefix: told.prefix, queue: found(queues, told.queue).queue } };
        const archives = name === 'archive';
        const quarantines =
          name === 'papers' ? { quarantines: { tag: INFECTED_MARK.name, value: INFECTED_MARK.value } } : {};
        const props = { stage: this.#stage, name, key, accessLog, archives, ...announces, ...quarantines };
        return [name, new ErbaoBucket(this, props)];
      }),
    );
  }

  /** Keys of the sealed fields, apart from the storage key: reading a table is not reading an identity number. */
  #fieldKeys(): ReadonlyMap<KeyName, Key> {
    const identityIndex = (): Key =>
      new Key(this, 'key-identity-index', {
        alias: physicalName(this.#stage, 'identity-index'),
        description:
          'Keyed hash by which identity and account numbers are found; HMAC keys cannot be rotated',
        keySpec: KeySpec.HMAC_256,
        keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
        removalPolicy: this.#stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
    const make: Readonly<Record<KeyName, () => Key>> = {
      'personal-data': () => this.#symmetricKey('personal-data', 'Identity and account numbers in tables'),
      'identity-index': identityIndex,
    };
    return new Map(KEYS.map((name) => [name, make[name]()]));
  }

  /** Without a value of ours: the template never holds one, operators set it once the provider has given it. */
  #secrets(storageKey: Key): ReadonlyMap<SecretName, Secret> {
    return new Map(
      SECRETS.map((name) => [
        name,
        new Secret(this, `secret-${name}`, {
          secretName: physicalName(this.#stage, name),
          description: 'Given by others, set by operators (runbook)',
          encryptionKey: storageKey,
          generateSecretString: {
            secretStringTemplate: JSON.stringify({ state: 'unset' }),
            generateStringKey: 'unused',
          },
          removalPolicy: this.#stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
      ]),
    );
  }

  #unreadStreams(tables: readonly TableDescription[], alarmTopic: Topic): ReadonlyMap<string, Queue> {
    return new Map(
      tables
        .filter((table) => table.streamed)
        .map((table) => [
          table.name,
          deadLetterQueue(this, `unread-${table.name}`, {
            stage: this.#stage,
            name: `${table.name}-unread`,
            impact: `Records of the stream of ${table.name} could not be taken; they stay in the table and wait for the runbook`,
            alarmTopic,
          }),
        ]),
    );
  }
}
