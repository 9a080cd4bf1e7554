/**
 * Settling at discharge, at the handler: gateway event in, answer out. Prints what one call asks of DynamoDB, and the
 * latency as min–median–p99 with its ratio to the bare decision of the engine. In memory; with AWS_ENDPOINT_URL set, on
 * DynamoDB as well (tables of an account of its own), beside a settle that reads item by item.
 *
 *   npx tsx test/bench/one-stop-bench.ts [calls]        default 2000
 */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { routeKeyOf } from '@erbao/api-contracts/route';
import * as routes from '@erbao/api-contracts/his-routes';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { dynamoTables } from '@erbao/dynamo-kit/dynamo/dynamo-tables';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import type { KeySchema } from '@erbao/dynamo-kit/table';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from '../../functions/his-api/contract.ts';
import * as doors from '../../functions/his-api/settlements.ts';
import { TABLE_DESCRIPTIONS } from '../../infra/tables.ts';
import {
  countingTables,
  deskNeeds,
  furnishDesk,
  HOSPITAL,
  sentSettlement,
} from '../support/one-stop-desk.ts';

const CALLS = Number(process.argv[2] ?? 2_000);
const WARM_UP = 200;
const MEMBERS = 500;

/** What settles at the window; the other routes of the function are not measured. */
const BENCHED = [routes.quoteSettlement, routes.settleAtDischarge, routes.readSettlement];

const openHandler = (tables: Tables) => {
  Object.assign(process.env, {
    POWERTOOLS_METRICS_DISABLED: 'true',
    SCHEME_ID: 'nansha-2018',
    FUND_SUM_RULES: '*=account-included',
  });
  const needs = deskNeeds(tables);
  return httpHandler({ ...contract, trigger: { kind: 'http', routes: BENCHED } }, () => [
    bind(routes.quoteSettlement, doors.quoteSettlement(needs)),
    bind(routes.settleAtDischarge, doors.settleAtDischarge(needs)),
    bind(routes.readSettlement, doors.readSettlement(needs)),
  ]);
};
type Handler = ReturnType<typeof openHandler>;

const CONTEXT = {
  awsRequestId: 'bench',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'his-api',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:cn-north-1:000000000000:function:his-api',
  memoryLimitInMB: '1024',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

const call = async (
  handler: Handler,
  route: Parameters<typeof routeKeyOf>[0],
  body: unknown,
  settlementId = '',
): Promise<void> => {
  const claims = { sub: 'his-bench', roles: ['hospital-his'], hospital_id: HOSPITAL };
  const answer = await handler(
    {
      routeKey: routeKeyOf(route),
      pathParameters: settlementId === '' ? null : { settlementId },
      queryStringParameters: null,
      body: JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: { authorizer: { jwt: { claims } } },
    },
    CONTEXT,
  );
  if (answer.statusCode !== 200) throw new Error(answer.body);
};

const billNo = (index: number) =>
  sentSettlement({
    settlementId: `B${String(index)}`,
    serial: index % MEMBERS,
    totalFen: fen(1_200_000 + index),
    basicFen: fen(700_000),
  });

const quoteOf = ({ settlementId: _id, settledAt: _at, ...said }: ReturnType<typeof billNo>) => said;

type Timed = { readonly name: string; readonly ms: readonly number[] };

const timed = async (name: string, calls: number, run: (index: number) => Promise<void>): Promise<Timed> => {
  const ms: number[] = [];
  for (let index = 0; index < calls + WARM_UP; index += 1) {
    const began = performance.now();
    await run(index);
    if (index >= WARM_UP) ms.push(performance.now() - began);
  }
  return { name, ms: ms.sort((a, b) => a - b) };
};

const at = ({ ms }: Timed, share: number): number =>
  ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? 0;

const show = (all: readonly Timed[], unit: number): void => {
  for (const one of all) {
    const figures = [0, 0.5, 0.99].map((share) => at(one, share).toFixed(3)).join('–');
    console.log(`${one.name.padEnd(34)} ${figures} ms   ratio ${(at(one, 0.5) / unit).toFixed(1)}`);
  }
};

/** The bare decision on the facts of a settlement as kept: the unit of the ratios. */
const decisionOnly = (tables: ReturnType<typeof memoryTables>): Promise<Timed> => {
  const kept = tables.all(adjudicationTable)[0]?.['receipt'];
  const { facts, usedBefore } = receiptSchema.parse(JSON.parse(typeof kept === 'string' ? kept : ''));
  const found = publishedSchemeBook().schemeFor('nansha-2018', localDate('2026-10-19'));
  if (!found.found) throw new Error(found.reason);
  return timed('decision alone', CALLS * 10, () => {
    found.scheme.decide(facts, usedBefore);
    return Promise.resolve();
  });
};

/** The usual way: the same reads, one after another. */
const oneByOne = (tables: Tables): Tables => ({
  ...tables,
  getMany: async (reads) => {
    const items = [];
    for (const { table, key } of reads) items.push(await tables.get(table, key));
    return items;
  },
});

const members = Array.from({ length: MEMBERS }, (_, serial) => ({ serial, difficult: serial % 20 === 0 }));

const play = async (tables: Tables, calls: number, from: number): Promise<readonly Timed[]> => {
  const counting = countingTables(tables);
  const handler = openHandler(counting);
  const { counts } = counting;
  const before = { ...counts };
  const settling = await timed('settle', calls, (index) =>
    call(handler, routes.settleAtDischarge, billNo(from + index)),
  );
  const each = (name: keyof typeof counts): string =>
    ((counts[name] - before[name]) / (calls + WARM_UP)).toFixed(2);
  console.log(
    `one settle: ${each('getMany')} batched reads, ${each('other')} other reads, ${each('commit')} transactions ` +
      `of ${each('written')} writes, 0 workflows, 0 messages`,
  );
  const again = await timed('the same again', calls, (index) =>
    call(handler, routes.settleAtDischarge, billNo(from + index)),
  );
  const quoting = await timed('quote', calls, (index) =>
    call(handler, routes.quoteSettlement, quoteOf(billNo(from + index))),
  );
  return [settling, again, quoting];
};

const tablesOnEndpoint = async (endpoint: string): Promise<Tables> => {
  const account = String(100_000_000_000 + Math.floor(Math.random() * 800_000_000_000));
  const config = {
    endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(config);
  for (const table of TABLE_DESCRIPTIONS) {
    const schemas: readonly KeySchema[] = [table, ...Object.values(table.indexes)];
    const keysOf = (schema: KeySchema) => [
      { AttributeName: schema.partitionKey, KeyType: 'HASH' as const },
      ...(schema.sortKey !== undefined ? [{ AttributeName: schema.sortKey, KeyType: 'RANGE' as const }] : []),
    ];
    const names = new Set(schemas.flatMap(keysOf).map(({ AttributeName }) => AttributeName));
    const indexes = Object.entries(table.indexes).map(([IndexName, schema]) => ({
      IndexName,
      KeySchema: keysOf(schema),
      Projection: { ProjectionType: 'ALL' as const },
    }));
    await client.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keysOf(table),
        AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
      }),
    );
  }
  return dynamoTables({ dynamo: openJsonCalls('dynamodb', config), nameOf: ({ name }) => name });
};

const memory = memoryTables();
await furnishDesk(memory, members);
console.log(`-- in memory, ${String(CALLS)} calls each`);
const inMemory = await play(memory, CALLS, 0);
const decision = await decisionOnly(memory);
show([decision, ...inMemory], at(decision, 0.5));

const endpoint = process.env['AWS_ENDPOINT_URL'];
if (endpoint !== undefined) {
  const calls = Math.min(CALLS, 200);
  const dynamo = await tablesOnEndpoint(endpoint);
  await furnishDesk(dynamo, members);
  console.log(`-- on the endpoint, ${String(calls)} calls each`);
  const batched = await play(dynamo, calls, 0);
  const single = await play(oneByOne(dynamo), calls, 1_000_000);
  const [settling] = batched;
  const names = single.map((one) => ({ ...one, name: `${one.name}, item by item` }));
  show([...batched, ...names], settling === undefined ? 1 : at(settling, 0.5));
}
