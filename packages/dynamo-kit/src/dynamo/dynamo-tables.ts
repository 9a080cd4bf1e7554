/** {@link Tables} on DynamoDB. Physical table names come from the environment through `nameOf`. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { Defect, Unavailable } from '@erbao/kernel/errors';
import { schemaOf, tableKey, touchedKey } from '../conditions.ts';
import type { TableDescription } from '../table.ts';
import type { Committed, Item, Key, Page, Query, Tables, Write } from '../tables.ts';
import { readItem } from './read-item.ts';
import { transactItem } from './transact-item.ts';

export type DynamoNeeds = {
  readonly client: DynamoDBDocumentClient;
  readonly nameOf: (table: TableDescription) => string;
  /** Waits between tries against a transaction that stands in the way; passed in so that tests need not wait. */
  readonly pause?: (ms: number) => Promise<void>;
};

const COMMIT_TRIES = 6;
const FIRST_PAUSE_MS = 20;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Refusal = { readonly refused: readonly number[]; readonly contended: boolean };

const refusalOf = (error: TransactionCanceledException): Refusal => {
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
  return {
    refused: codes.flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : [])),
    contended: codes.some((code) => code === 'TransactionConflict' || code.includes('Throttling')),
  };
};

const commitOnce = async (needs: DynamoNeeds, writes: readonly Write[]): Promise<Committed | 'contended'> => {
  try {
    await needs.client.send(
      new TransactWriteCommand({
        TransactItems: writes.map((write) => transactItem(write, needs.nameOf(write.table))),
      }),
    );
    return { committed: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException))
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

const query = async ({ client, nameOf }: DynamoNeeds, asked: Query): Promise<Page> => {
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
  const page = await reading(() =>
    client.send(
      new QueryCommand({
        TableName: nameOf(asked.table),
        ...(asked.index === undefined ? { ConsistentRead: true } : { IndexName: asked.index }),
        KeyConditionExpression: `#p = :p${sortRule}`,
        ExpressionAttributeNames: {
          '#p': schema.partitionKey,
          ...(sortRule === '' ? {} : { '#s': schema.sortKey ?? '' }),
        },
        ExpressionAttributeValues: { ':p': asked.partition, ...sortValues },
        ScanIndexForward: asked.descending !== true,
        ...(asked.limit === undefined ? {} : { Limit: asked.limit }),
        ...(asked.after === undefined ? {} : { ExclusiveStartKey: startKeyOf(asked.after) }),
      }),
    ),
  );
  return {
    items: (page.Items ?? []).map(readItem),
    ...(page.LastEvaluatedKey === undefined ? {} : { next: JSON.stringify(page.LastEvaluatedKey) }),
  };
};

const startKeyOf = (after: string): Item => readItem(JSON.parse(after));

const reading = async <T>(read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    throw new Unavailable('tables-unavailable', {}, error);
  }
};

const MOST_KEYS = 100;

const getMany = async (
  { client, nameOf }: DynamoNeeds,
  reads: readonly { readonly table: TableDescription; readonly key: Key }[],
): Promise<readonly (Item | undefined)[]> => {
  if (reads.length > MOST_KEYS) throw new Defect('too-many-reads', { reads: reads.length });
  const found = new Map<string, Item>();
  const placeOf = (table: string, key: Key): string => JSON.stringify([table, Object.entries(key).sort()]);
  const wanted: Record<string, { Keys: Key[]; ConsistentRead: boolean }> = {};
  for (const { table, key } of reads) {
    const request = (wanted[nameOf(table)] ??= { Keys: [], ConsistentRead: true });
    if (!request.Keys.some((known) => placeOf('', known) === placeOf('', key))) request.Keys.push(key);
  }
  let open: Record<string, unknown> | undefined = wanted;
  let asked: ConstructorParameters<typeof BatchGetCommand>[0]['RequestItems'] = wanted;
  while (open !== undefined && Object.keys(open).length > 0) {
    const batch = await reading(() => client.send(new BatchGetCommand({ RequestItems: asked })));
    for (const { table } of reads)
      for (const raw of batch.Responses?.[nameOf(table)] ?? []) {
        const item = readItem(raw);
        found.set(placeOf(nameOf(table), tableKey(table, item)), item);
      }
    open = batch.UnprocessedKeys;
    asked = batch.UnprocessedKeys;
  }
  return reads.map(({ table, key }) => found.get(placeOf(nameOf(table), tableKey(table, key))));
};

export const dynamoTables = (needs: DynamoNeeds): Tables => ({
  get: async (table, key) => {
    const got = await reading(() =>
      needs.client.send(
        new GetCommand({ TableName: needs.nameOf(table), Key: tableKey(table, key), ConsistentRead: true }),
      ),
    );
    return got.Item === undefined ? undefined : readItem(got.Item);
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
