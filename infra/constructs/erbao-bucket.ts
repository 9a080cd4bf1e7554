/**
 * A bucket with its upload notices. Notices are set on the bucket itself: CDK's helper is a custom resource whose Lambda
 * is one more thing to trust, and which hangs on the local cloud.
 */
import type { BucketName } from '@erbao/lambda-kit/contract';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectLockRetention,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';
import { copyToSecondRegion } from './archive-copy.ts';

export type ErbaoBucketProps = {
  readonly stage: Stage;
  readonly name: BucketName;
  readonly key: IKey;
  readonly accessLog: Bucket;
  /** Objects created under the prefix are announced on the queue. */
  readonly announces?: { readonly prefix: string; readonly queue: Queue };
  /** An object with the tag is read by nobody, whatever a role or a link allows. */
  readonly quarantines?: { readonly tag: string; readonly value: string };
  /** Whatever is put there is locked, moved to colder storage, and copied where the stage says. */
  readonly archives: boolean;
};

/** Bucket names are one namespace for all accounts of a partition. */
export const bucketNameOf = (stage: Stage, name: string): string =>
  `${physicalName(stage, name)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** All objects of a bucket; composed, so that the finding about its wildcard has a name one can acknowledge. */
export const bucketObjectsArn = (stage: Stage, name: BucketName): string =>
  `arn:${Aws.PARTITION}:s3:::${bucketNameOf(stage, name)}/*`;

const keepOf = (stage: Stage): RemovalPolicy =>
  stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** Object Lock for the stage's retention, on every object by default. */
export const lockOf = ({ archive: { lock, years } }: Stage) => {
  const days = Duration.days(Math.ceil(years * 365.25));
  return {
    objectLockEnabled: true,
    objectLockDefaultRetention:
      lock === 'compliance' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days),
  };
};

/** Read at once as before, at half the price; the Glacier classes would take hours, and records are shown at once. */
export const COLDER = {
  transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(90) }],
};

export const accessLogBucket = (scope: Construct, stage: Stage): Bucket => {
  const bucket = new Bucket(scope, 'bucket-access-log', {
    bucketName: bucketNameOf(stage, 'access-log'),
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    lifecycleRules: [{ expiration: Duration.days(stage.logRetentionDays) }],
    removalPolicy: keepOf(stage),
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return bucket;
};

export class ErbaoBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, props: ErbaoBucketProps) {
    super(scope, `bucket-${props.name}`);
    const bucketName = bucketNameOf(props.stage, props.name);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      ...(props.archives ? lockOf(props.stage) : {}),
      lifecycleRules: [
        // parts of answers and of uploads that were cut short
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(props.archives ? [COLDER] : []),
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.POST, HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: [...props.stage.browserOrigins],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 600,
        },
      ],
      removalPolicy: keepOf(props.stage),
    });
    const cfnBucket = this.bucket.node.defaultChild;
    if (!(cfnBucket instanceof CfnBucket)) throw new Error('The bucket has no CloudFormation resource');
    cfnBucket.loggingConfiguration = {
      destinationBucketName: props.accessLog.bucketName,
      logFilePrefix: `${props.name}/`,
    };
    if (props.announces !== undefined) this.#announce(cfnBucket, bucketName, props.announces);
    if (props.quarantines !== undefined) this.#quarantine(props.quarantines);
    if (props.archives)
      copyToSecondRegion(this, props.stage, { bucket: cfnBucket, name: bucketName, key: props.key });
  }

  #quarantine({ tag, value }: NonNullable<ErbaoBucketProps['quarantines']>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { [`s3:ExistingObjectTag/${tag}`]: value } },
      }),
    );
  }

  #announce(
    cfnBucket: CfnBucket,
    bucketName: string,
    { prefix, queue }: NonNullable<ErbaoBucketProps['announces']>,
  ): void {
    const policy = queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: {
          // Composed from the name: the bucket waits for this policy, so it cannot be referred to
          ArnEquals: { 'aws:SourceArn': `arn:${Aws.PARTITION}:s3:::${bucketName}` },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
    cfnBucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
        },
      ],
    };
    if (policy.policyDependable !== undefined) cfnBucket.node.addDependency(policy.policyDependable);
  }
}
