/** A DynamoDB table from the description that its store reads too. */
import type { KeySchema, TableDescription } from '@erbao/dynamo-kit/table';
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

const keysOf = (schema: KeySchema): { partitionKey: Attribute; sortKey?: Attribute } => ({
  partitionKey: text(schema.partitionKey),
  ...(schema.sortKey === undefined ? {} : { sortKey: text(schema.sortKey) }),
});

export const erbaoTable = (
  scope: Construct,
  stage: Stage,
  description: TableDescription,
  encryptionKey: IKey,
): Table => {
  const table = new Table(scope, `table-${description.name}`, {
    tableName: physicalName(stage, description.name),
    ...keysOf(description),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(description.streamed ? { stream: StreamViewType.NEW_IMAGE } : {}),
  });
  for (const [indexName, schema] of Object.entries(description.indexes)) {
    table.addGlobalSecondaryIndex({ indexName, ...keysOf(schema), projectionType: ProjectionType.ALL });
  }
  return table;
};
