/**
 * The second copy of the archive in another region 异地备份: the bucket there, and the rule here that fills it. The names
 * are composed, because two regions cannot refer to each other's resources.
 */
import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';

export const copyBucketName = (stage: Stage, region: string): string =>
  `${physicalName(stage, 'archive-copy')}-${Aws.ACCOUNT_ID}-${region}`;
export const copyKeyAlias = (stage: Stage): string => physicalName(stage, 'archive-copy');

/** `name`: the source refers to the role, so the role cannot refer to the source. */
type Source = { readonly bucket: CfnBucket; readonly name: string; readonly key: IKey };

const replicationRole = (
  scope: Construct,
  { name, key }: Source,
  copy: { readonly arn: string; readonly region: string; readonly alias: string },
): Role =>
  new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    inlinePolicies: {
      copy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
            resources: [`arn:${Aws.PARTITION}:s3:::${name}`],
          }),
          new PolicyStatement({
            actions: [
              's3:GetObjectVersionForReplication',
              's3:GetObjectVersionAcl',
              's3:GetObjectVersionTagging',
              's3:GetObjectRetention',
              's3:GetObjectLegalHold',
            ],
            resources: [`arn:${Aws.PARTITION}:s3:::${name}/*`],
          }),
          new PolicyStatement({ actions: ['s3:ReplicateObject'], resources: [`${copy.arn}/*`] }),
          new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }),
          new PolicyStatement({
            actions: ['kms:Encrypt'],
            resources: [`arn:${Aws.PARTITION}:kms:${copy.region}:${Aws.ACCOUNT_ID}:key/*`],
            conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${copy.alias}` } },
          }),
        ],
      }),
    },
  });

/** Nothing on a stage without a second region. Deletions are not copied. */
export const copyToSecondRegion = (scope: Construct, stage: Stage, source: Source): void => {
  const { copyRegion: region } = stage.archive;
  if (region === undefined) return;
  const arn = `arn:${Aws.PARTITION}:s3:::${copyBucketName(stage, region)}`;
  const alias = copyKeyAlias(stage);
  const role = replicationRole(scope, source, { arn, region, alias });
  source.bucket.replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: 'second-region',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: {
          bucket: arn,
          encryptionConfiguration: {
            replicaKmsKeyId: `arn:${Aws.PARTITION}:kms:${region}:${Aws.ACCOUNT_ID}:alias/${alias}`,
          },
        },
      },
    ],
  };
};
