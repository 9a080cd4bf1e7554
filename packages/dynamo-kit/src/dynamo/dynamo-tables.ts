/** {@link Tables} on DynamoDB. Physical table names come from the environment through `nameOf`. */
import { randomUUID } from 'node:crypto';
import { AwsRefusal, type JsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { Defect, Unavailable } from '@erbao/kernel/errors';
import * as z from 'zod';
import { schemaOf, tableKey, touchedKey } from '../conditions.ts';
import type { TableDescription } from '../table.ts';
import type { Committed, Item, Key, Page, Query, Tables, Write } from '../tables.ts';
import { readImage, typedValues } from './read-item.ts';
import { transactItem } from './transact-item.ts';

export type DynamoNeeds = {
  readonly dynamo: JsonCalls;
  readonly nameOf: (table: TableDescription) => string;
  /** Waits between tries against a transaction that stands in the way; passed in so that tests need not wait. */
  readonly pause?: (ms: number) => Promise<void>;
};

const COMMIT_TRIES = 6;
const FIRST_PAUSE_MS = 20;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Refusal = { readonly refused: readonly number[]; readonly contended: boolean };

const refusalOf = ({ reasons }: AwsRefusal): Refusal => ({
  refused: reasons.flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : [])),
  contended: reasons.some((code) => code === 'TransactionConflict' || code.includes('Throttling')),
});

const commitOnce = async (needs: DynamoNeeds, writes: readonly Write[]): Promise<Committed | 'contended'> => {
  try {
    await needs.dynamo.call('TransactWriteItems', {
      TransactItems: writes.map((write) => transactItem(write, needs.nameOf(write.table))),
      // The call tried again after an answer was lost is the same transaction
      ClientRequestToken: randomUUID(),
    });
    return { committed: true };
  } catch (error) {
    if (!(error instanceof AwsRefusal && error.name === 'TransactionCanceledException'))
      throw new Unavailable('tables-unavailable', {}, error);
    const { refused, contended } = refusalOf(error);
    if (refused.length > 0) return { committed: false, refused };
    if (contended) return 'contended';
    throw new Defect('transaction-invalid', {}, error);
  }
};

const commit = async (needs: DynamoNeeds, writes: readonly Write[]): Promise<Committed> => {
  const pause = needs.pause ?? sleep;
  for (let attempt = 0; attempt < COMMIT_TRIES; attempt += 1) {
    const outcome = await commitOnce(needs, writes);
    if (outcome !== 'contended') return outcome;
    await pause(FIRST_PAUSE_MS * 2 ** attempt);
  }
  throw new Unavailable('transaction-contended', {});
};

const pageSchema = z.object({
  Items: z.array(z.unknown()).default([]),
  LastEvaluatedKey: z.unknown().optional(),
});

const query = async ({ dynamo, nameOf }: DynamoNeeds, asked: Query): Promise<Page> => {
  const schema = schemaOf(asked.table, asked.index);
  const sortRule =
    asked.sortStartsWith !== undefined
      ? ' AND begins_with(#s, :s)'
      : asked.sortBetween !== undefined
        ? ' AND #s BETWEEN :low AND :high'
        : '';
  const sortValues = {
    ...(asked.sortStartsWith === undefined ? {} : { ':s': asked.sortStartsWith }),
    ...(asked.sortBetween === undefined
      ? {}
      : { ':low': asked.sortBetween[0], ':high': asked.sortBetween[1] }),
  };
  const page = await reading(pageSchema, () =>
    dynamo.call('Query', {
      TableName: nameOf(asked.table),
      ...(asked.index === undefined ? { ConsistentRead: true } : { IndexName: asked.index }),
      KeyConditionExpression: `#p = :p${sortRule}`,
      ExpressionAttributeNames: {
        '#p': schema.partitionKey,
        ...(sortRule === '' ? {} : { '#s': schema.sortKey ?? '' }),
      },
      ExpressionAttributeValues: typedValues({ ':p': asked.partition, ...sortValues }),
      ScanIndexForward: asked.descending !== true,
      ...(asked.limit === undefined ? {} : { Limit: asked.limit }),
      ...(asked.after === undefined ? {} : { ExclusiveStartKey: startKeyOf(asked.after) }),
    }),
  );
  return {
    items: page.Items.map(readImage),
    ...(page.LastEvaluatedKey === undefined
      ? {}
      : { next: JSON.stringify(readImage(page.LastEvaluatedKey)) }),
  };
};

const startKeySchema = z.record(z.string(), z.string());
/** The key that a page ended at, as its `next` carries it. */
const startKeyOf = (after: string) => typedValues(startKeySchema.parse(JSON.parse(after)));

const reading = async <T>(schema: z.ZodType<T>, read: () => Promise<unknown>): Promise<T> => {
  try {
    return schema.parse(await read());
  } catch (error) {
    throw new Unavailable('tables-unavailable', {}, error);
  }
};

const MOST_KEYS = 100;
const requestSchema = z.record(
  z.string(),
  z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean() }),
);
const batchSchema = z.object({
  Responses: z.record(z.string(), z.array(z.unknown())).default({}),
  UnprocessedKeys: requestSchema.default({}),
});

const getMany = async (
  { dynamo, nameOf }: DynamoNeeds,
  reads: readonly { readonly table: TableDescription; readonly key: Key }[],
): Promise<readonly (Item | undefined)[]> => {
  if (reads.length > MOST_KEYS) throw new Defect('too-many-reads', { reads: reads.length });
  const found = new Map<string, Item>();
  const placeOf = (table: string, key: Key): string => JSON.stringify([table, Object.entries(key).sort()]);
  const wanted = new Map(
    reads.map(({ table, key }) => [placeOf(table.name, tableKey(table, key)), { table, key }]),
  );
  let open: z.infer<typeof requestSchema> = {};
  for (const { table, key } of wanted.values())
    (open[nameOf(table)] ??= { Keys: [], ConsistentRead: true }).Keys.push(typedValues(key));
  while (Object.keys(open).length > 0) {
    const asked = open;
    const batch = await reading(batchSchema, () => dynamo.call('BatchGetItem', { RequestItems: asked }));
    for (const table of new Set(reads.map(({ table }) => table)))
      for (const raw of batch.Responses[nameOf(table)] ?? []) {
        const item = readImage(raw);
        found.set(placeOf(table.name, tableKey(table, item)), item);
      }
    open = batch.UnprocessedKeys;
  }
  return reads.map(({ table, key }) => found.get(placeOf(table.name, tableKey(table, key))));
};

const gotSchema = z.object({ Item: z.unknown().optional() });

export const dynamoTables = (needs: DynamoNeeds): Tables => ({
  get: async (table, key) => {
    const got = await reading(gotSchema, () =>
      needs.dynamo.call('GetItem', {
        TableName: needs.nameOf(table),
        Key: typedValues(tableKey(table, key)),
        ConsistentRead: true,
      }),
    );
    return got.Item === undefined ? undefined : readImage(got.Item);
  },
  getMany: (reads) => (reads.length === 0 ? Promise.resolve([]) : getMany(needs, reads)),
  query: (asked) => query(needs, asked),
  commit: (writes) => {
    const places = writes.map((write) =>
      JSON.stringify([write.table.name, Object.entries(touchedKey(write)).sort()]),
    );
    if (new Set(places).size !== places.length)
      throw new Defect('transaction-malformed', { writes: writes.length });
    return commit(needs, writes);
  },
});
