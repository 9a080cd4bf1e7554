/** Opens {@link Tables}; called once, by a function's index.ts. */
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import type { AwsAccount } from '@erbao/cloud-kit/aws-account';
import type { TableDescription } from '../table.ts';
import type { Tables } from '../tables.ts';
import { dynamoTables } from './dynamo-tables.ts';

export const openTables = (environment: {
  readonly aws: () => AwsAccount;
  readonly table: (table: TableDescription) => string;
}): Tables =>
  dynamoTables({ dynamo: openJsonCalls('dynamodb', environment.aws()), nameOf: environment.table });
