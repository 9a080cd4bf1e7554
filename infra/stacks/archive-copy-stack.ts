/** The archive's second copy, in another region: a locked bucket with a key of its own. Deployed before the data stack. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { copyBucketName, copyKeyAlias } from '../constructs/archive-copy.ts';
import { COLDER, lockOf } from '../constructs/erbao-bucket.ts';
import { physicalName, type Stage } from '../stages.ts';

export class ArchiveCopyStack extends Stack {
  constructor(scope: Construct, { stage, region }: { readonly stage: Stage; readonly region: string }) {
    super(scope, physicalName(stage, 'archive-copy'), {
      env: { region },
      terminationProtection: stage.keepsData,
      description: 'Erbao: second copy of the archive',
    });
    const removalPolicy = stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const encryptionKey = new Key(this, 'key', {
      alias: copyKeyAlias(stage),
      description: 'The archive copy at rest',
      enableKeyRotation: true,
      removalPolicy,
    });
    new Bucket(this, 'archive-copy', {
      bucketName: copyBucketName(stage, region),
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      ...lockOf(stage),
      lifecycleRules: [COLDER],
      removalPolicy,
    });
  }
}
