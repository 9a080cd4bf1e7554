/** An account of its own on the emulator for a test file, and the tables it asks for. */
import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import type { KeySchema, TableDescription } from '@erbao/dynamo-kit/table';
import { inject } from 'vitest';
import { REGION } from '../../infra/local/emulator.ts';

export type AwsConfig = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** For any SDK client. Accounts do not see each other, so files may run side by side on the one emulator. */
export const freshAccount = (): AwsConfig => ({
  endpoint: inject('awsEndpoint'),
  region: REGION,
  credentials: {
    accessKeyId: String(100_000_000_000 + Math.floor(Math.random() * 800_000_000_000)),
    secretAccessKey: 'local',
  },
});

const keySchemaOf = (schema: KeySchema): KeySchemaElement[] => [
  { AttributeName: schema.partitionKey, KeyType: 'HASH' },
  ...(schema.sortKey === undefined
    ? []
    : [{ AttributeName: schema.sortKey, KeyType: 'RANGE' } satisfies KeySchemaElement]),
];

const createTable = (client: DynamoDBClient, table: TableDescription): Promise<unknown> => {
  const schemas = [table, ...Object.values(table.indexes)];
  const attributes = new Set(schemas.flatMap((schema) => [schema.partitionKey, schema.sortKey ?? []].flat()));
  const indexes = Object.entries(table.indexes).map(([name, schema]) => ({
    IndexName: name,
    KeySchema: keySchemaOf(schema),
    Projection: { ProjectionType: 'ALL' as const },
  }));
  return client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keySchemaOf(table),
      ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    }),
  );
};

/** Creates the tables under their own names, as their descriptions say. */
export const createTables = async (config: AwsConfig, tables: readonly TableDescription[]): Promise<void> => {
  const client = new DynamoDBClient(config);
  for (const table of tables) await createTable(client, table);
  client.destroy();
};
