/** Opens {@link Tables} with a client of its own; called once, by a function's index.ts. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableDescription } from '../table.ts';
import type { Tables } from '../tables.ts';
import { dynamoTables } from './dynamo-tables.ts';

export const openTables = (environment: { readonly table: (table: TableDescription) => string }): Tables =>
  dynamoTables({
    client: DynamoDBDocumentClient.from(new DynamoDBClient(), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    nameOf: environment.table,
  });
