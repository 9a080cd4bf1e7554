/**
 * A bucket with its upload notices. Notices are set on the bucket itself: CDK's helper is a custom resource whose Lambda
 * is one more thing to trust, and which hangs on the local cloud.
 */
import type { BucketName } from '@erbao/lambda-kit/contract';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';

export type ErbaoBucketProps = {
  readonly stage: Stage;
  readonly name: BucketName;
  readonly key: IKey;
  readonly accessLog: Bucket;
  /** Objects created under the prefix are announced on the queue. */
  readonly announces: { readonly prefix: string; readonly queue: Queue };
};

/** Bucket names are one namespace for all accounts of a partition. */
export const bucketNameOf = (stage: Stage, name: string): string =>
  `${physicalName(stage, name)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** All objects of a bucket; composed, so that the finding about its wildcard has a name one can acknowledge. */
export const bucketObjectsArn = (stage: Stage, name: BucketName): string =>
  `arn:${Aws.PARTITION}:s3:::${bucketNameOf(stage, name)}/*`;

const keepOf = (stage: Stage): RemovalPolicy =>
  stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

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
      // parts of answers whose writing was cut short
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
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
    this.#announce(cfnBucket, bucketName, props.announces);
  }

  #announce(
    cfnBucket: CfnBucket,
    bucketName: string,
    { prefix, queue }: ErbaoBucketProps['announces'],
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
