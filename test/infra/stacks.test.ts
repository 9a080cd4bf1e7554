import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { routeKeyOf } from '@erbao/api-contracts/route';
import { QUEUES, TABLES, WORKFLOWS } from '@erbao/lambda-kit/contract';
import { describe, expect, test } from 'vitest';
import { functionFolders } from '../../infra/bundle.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import { type Stage, STAGE_NAMES, stageNamed } from '../../infra/stages.ts';
import { TABLE_DESCRIPTIONS } from '../../infra/tables.ts';
import { synthesise } from './synthesised.ts';

const CHINA = stageNamed('production');
const GLOBAL: Stage = { ...CHINA, partition: 'aws', region: 'ap-southeast-1' };
const china = synthesise(CHINA);

describe('what is listed', () => {
  test('every folder of functions is deployed, under its own name', async () => {
    expect(FUNCTIONS.map(({ contract }) => contract.name).sort()).toEqual(await functionFolders());
  });
  test('every table of the contracts has a description, and no other', () => {
    expect(TABLE_DESCRIPTIONS.map(({ name }) => name).sort()).toEqual([...TABLES].sort());
  });
  test.each(STAGE_NAMES)('on %s every payer of the scheme has an account', (name) => {
    const { schemeId, payers } = stageNamed(name);
    const { schemes } = publishedSchemeBook();
    const named = schemes
      .filter((scheme) => scheme.schemeId === schemeId)
      .flatMap(({ benefits }) => benefits.map(({ payer }) => payer));
    expect(Object.keys(payers)).toEqual(expect.arrayContaining(['claimants', ...named]));
  });
  test('every workflow of the contracts is deployed', () => {
    const names = china
      .ofType('AWS::StepFunctions::StateMachine')
      .map((machine) => machine.Properties['StateMachineName']);
    expect(names.sort()).toEqual(WORKFLOWS.map((name) => `erbao-production-${name}`).sort());
  });
});

describe.each([
  ['aws-cn', CHINA],
  ['aws', GLOBAL],
] as const)('the stacks for %s', (_partition, stage) => {
  const { stacks, resources } = stage === CHINA ? china : synthesise(stage);

  test('no ARN names a partition', () => {
    const text = JSON.stringify([...stacks]);
    expect(text.match(/.{0,40}arn:aws(-cn)?:.{0,40}/g) ?? []).toEqual([]);
    expect(text).not.toContain('amazonaws.com.cn');
  });
  test('nothing is used that AWS China does not have', () => {
    const absent =
      /Cognito|::SES::|::Scheduler::|Lambda::Url|XRay|Textract|CloudFront|::Pinpoint|EdgeFunction/;
    expect(resources.filter(({ Type }) => absent.test(Type)).map(({ id }) => id)).toEqual([]);
    const traced = resources.filter(
      ({ Properties }) => 'TracingConfig' in Properties || 'TracingConfiguration' in Properties,
    );
    expect(traced.map(({ id }) => id)).toEqual([]);
    const sms = china
      .ofType('AWS::SNS::Subscription')
      .filter(({ Properties }) => Properties['Protocol'] === 'sms');
    expect(sms).toEqual([]);
  });
  test('service stacks refer to the data stack, and nothing to a service stack', () => {
    for (const [name, template] of stacks) {
      const imported = JSON.stringify(template).match(/"Fn::ImportValue":"[^"]+"/g) ?? [];
      const owners = new Set(imported.map((text) => text.split('"')[3]?.split(':')[0]));
      expect([name, ...owners].length).toBeLessThanOrEqual(name.endsWith('-data') ? 1 : 2);
      if (owners.size > 0) expect([...owners]).toEqual(['erbao-production-data']);
    }
  });
});

describe('tables', () => {
  test.each(
    china.ofType('AWS::DynamoDB::Table').map((table) => [table.Properties['TableName'], table] as const),
  )('%s can be restored, is encrypted with our key, and stays', (_name, table) => {
    expect(table.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(table.DeletionPolicy).toBe('Retain');
  });
});

describe('queues', () => {
  const queues = china.ofType('AWS::SQS::Queue');
  const named = (name: string) =>
    queues.find(({ Properties }) => Properties['QueueName'] === `erbao-production-${name}`);
  const alarms = JSON.stringify(china.ofType('AWS::CloudWatch::Alarm'));

  test.each(QUEUES)('%s has dead letters kept for 14 days, with an alarm', (name) => {
    expect(named(name)?.Properties).toHaveProperty('RedrivePolicy');
    const dead = named(`${name}-dead`);
    expect(dead?.Properties).toMatchObject({
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
    });
    expect(alarms).toContain(`erbao-production-${name}-dead-waiting`);
  });
  test('a message is hidden at least six times as long as its function may run', () => {
    for (const { contract } of FUNCTIONS) {
      if (contract.trigger.kind !== 'queue') continue;
      const visible = named(contract.trigger.queue)?.Properties['VisibilityTimeout'];
      expect(visible).toBeGreaterThanOrEqual(6 * (contract.timeoutSeconds ?? 30));
    }
  });
  test('every queue and topic refuses what does not come over TLS', () => {
    const policies = JSON.stringify([
      ...china.ofType('AWS::SQS::QueuePolicy'),
      ...china.ofType('AWS::SNS::TopicPolicy'),
    ]);
    for (const { id } of [...queues, ...china.ofType('AWS::SNS::Topic')]) expect(policies).toContain(id);
    expect(policies.match(/aws:SecureTransport/g)?.length).toBe(queues.length + 1);
  });
});

describe('buckets', () => {
  test.each(china.ofType('AWS::S3::Bucket').map((bucket) => [bucket.id, bucket] as const))(
    '%s is closed to the public, encrypted, and stays',
    (_id, bucket) => {
      expect(bucket.Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      expect(bucket.Properties).toHaveProperty('BucketEncryption');
      expect(bucket.DeletionPolicy).toBe('Retain');
    },
  );
  test('the archive is locked ten years by compliance, and copied to the other region', () => {
    const named = (name: string) =>
      china
        .ofType('AWS::S3::Bucket')
        .filter(({ Properties }) => JSON.stringify(Properties['BucketName']).includes(name))
        .map(({ Properties }) => Properties);
    const [archive] = named('production-archive-"');
    const [copy] = named('production-archive-copy-');
    const lock = { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3653 } } };
    for (const bucket of [archive, copy])
      expect(bucket).toMatchObject({ ObjectLockEnabled: true, ObjectLockConfiguration: lock });
    expect(JSON.stringify(archive?.['ReplicationConfiguration'])).toContain('archive-copy-');
    expect(JSON.stringify(archive?.['ReplicationConfiguration'])).toContain('cn-northwest-1');
  });
  test('an infected paper is read by nobody: its tag denies it, and one function alone may set tags', () => {
    const [policy, ...others] = china
      .ofType('AWS::S3::BucketPolicy')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('ExistingObjectTag'));
    expect([policy?.id, others]).toEqual([expect.stringContaining('bucketpapers'), []]);
    const text = JSON.stringify(policy?.Properties);
    expect(text).toContain(
      '"Action":["s3:GetObject","s3:GetObjectVersion"],"Condition":{"StringEquals":{"s3:ExistingObjectTag/scan":"infected"}},"Effect":"Deny","Principal":{"AWS":"*"}',
    );
    const taggers = china
      .ofType('AWS::IAM::Role')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('s3:PutObjectTagging'));
    expect(taggers.map(({ id }) => id)).toEqual([expect.stringMatching(/^recordpaper/)]);
  });
  test('uploads are announced without a custom resource', () => {
    expect(china.resources.filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);
    const announcing = china
      .ofType('AWS::S3::Bucket')
      .filter(({ Properties }) => 'NotificationConfiguration' in Properties);
    expect(announcing).toHaveLength(3);
  });
});

describe('the HTTP API', () => {
  test('every route of every contract is there, behind the JWT authorizer', () => {
    const wanted = FUNCTIONS.flatMap(({ contract: { trigger } }) =>
      trigger.kind === 'http' ? trigger.routes.map(routeKeyOf) : [],
    );
    const routes = china.ofType('AWS::ApiGatewayV2::Route');
    expect(routes.map(({ Properties }) => Properties['RouteKey']).sort()).toEqual(wanted.sort());
    for (const { Properties } of routes) {
      expect(Properties['AuthorizationType']).toBe('JWT');
      expect(Properties).toHaveProperty('AuthorizerId');
    }
  });
  test('it is throttled and logs who called what', () => {
    expect(china.ofType('AWS::ApiGatewayV2::Stage')[0]?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: {},
    });
  });
});

describe('functions', () => {
  const alarms = china.ofType('AWS::CloudWatch::Alarm');

  test.each(FUNCTIONS.map(({ contract }) => [contract.name, contract] as const))(
    '%s has an alarm that says what people notice, and a log with an end',
    (name, contract) => {
      const alarm = alarms.find(
        ({ Properties }) => Properties['AlarmName'] === `erbao-production-${name}-failed`,
      );
      expect(alarm?.Properties['AlarmDescription']).toBe(contract.impact);
      const log = china
        .ofType('AWS::Logs::LogGroup')
        .find(({ Properties }) => Properties['LogGroupName'] === `/aws/lambda/erbao-production-${name}`);
      expect(log?.Properties['RetentionInDays']).toBe(365);
    },
  );
  test('nobody is granted every action, a scan, or the deletion of an item', () => {
    const policies = JSON.stringify([...china.ofType('AWS::IAM::Role'), ...china.ofType('AWS::IAM::Policy')]);
    const actions = [...policies.matchAll(/"([a-z0-9]+:[A-Za-z*]+)"/g)].map((match) => match[1] ?? '');
    expect(actions.filter((action) => action.endsWith('*'))).toEqual([]);
    expect(policies).not.toMatch(/dynamodb:(Scan|DeleteItem|DeleteTable)/);
    expect(policies).not.toContain('ManagedPolicyArns');
  });
});
