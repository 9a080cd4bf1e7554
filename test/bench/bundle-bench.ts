/**
 * Each function's bundle: its size as deployed and zipped, what weighs most in it, and the CPU time of a cold start. For
 * settling at discharge also load and first call (a quote: one key derived, one batched read), beside the usual way:
 * the same two calls through SDK clients, middy, Powertools and zod with every client the house needs; without and with
 * Powertools' tracer, which the anchor of the goal (at most a third of "everything with tracer") has. No peer decides anything.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { routeKeyOf } from '@erbao/api-contracts/route';
import { quoteSettlement } from '@erbao/api-contracts/his-routes';
import { fen } from '@erbao/kernel/money';
import {
  BUCKETS,
  environmentName,
  KEYS,
  QUEUES,
  SECRETS,
  TABLES,
  WORKFLOWS,
} from '@erbao/lambda-kit/contract';
import { build, type Metafile } from 'esbuild';
import * as z from 'zod';
import { bundleFunctions } from '../../infra/bundle.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import { localStage } from '../../infra/stages.ts';
import { HOSPITAL, sentSettlement } from '../support/one-stop-desk.ts';

const ROUNDS = 7;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0).padStart(5)} KB`;

/** `node_modules/@scope/name/...` → `@scope/name`; ours by the room. */
const partOf = (file: string): string => {
  const place = file.split('node_modules/').at(-1) ?? file;
  const words = place.split('/');
  return file.includes('node_modules/') && !place.startsWith('@')
    ? (words[0] ?? place)
    : words.slice(0, 2).join('/');
};

const heaviest = (inputs: Metafile['outputs'][string]['inputs']): string => {
  const weights = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    weights.set(partOf(file), (weights.get(partOf(file)) ?? 0) + bytesInOutput);
  }
  return [...weights]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([part, bytes]) => `${part} ${kilobytes(bytes).trim()}`)
    .join(', ');
};

/** The usual way to write the same door; `traced` stands for what the tracer does to a client, as its guide shows it. */
const everything = (head: string, traced: string): string => `
import { DynamoDBClient, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SFNClient, ListActivitiesCommand } from '@aws-sdk/client-sfn';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import * as z from 'zod';
${head}
const [dynamo, s3, sqs, sfn] = [new DynamoDBClient(), new S3Client(), new SQSClient(), new SFNClient()]${traced};
const logger = new Logger({ serviceName: 'peer' }), metrics = new Metrics({ namespace: 'peer', serviceName: 'peer' });
const schema = z.object({ body: z.string() });
export const clients = { s3, sqs };
export const handler = middy().handler(async (event) => {
  const { body } = schema.parse(event);
  await sfn.send(new ListActivitiesCommand({}));
  await dynamo.send(new BatchGetItemCommand({ RequestItems: { t: { Keys: [{ k: { S: 'x' } }] } } }));
  logger.info('called', { bytes: body.length });
  metrics.addMetric('Answers', 'Count', 1);
  metrics.publishStoredMetrics();
});
`;
const TRACER = `import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer({ serviceName: 'peer' });`;
const TRACED = '.map((client) => tracer.captureAWSv3Client(client))';

const bundled = (contents: string, outfile: string): Promise<unknown> =>
  build({
    stdin: { contents, resolveDir: path.join(import.meta.dirname, '..', '..', 'packages', 'lambda-kit') },
    nodePaths: [path.join(import.meta.dirname, '..', '..', 'packages', 'cloud-kit', 'node_modules')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });

/** Answers as the services do when nothing is stored yet; a quote then ends with `member-unknown`. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  GenerateMac: { Mac: Buffer.alloc(32).toString('base64') },
  BatchGetItem: { Responses: {}, UnprocessedKeys: {} },
  ListActivities: { activities: [] },
};
const services = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(ANSWERS[operation] ?? {}));
  });
});

const startSchema = z.object({ loaded: z.number(), called: z.number() });
type Start = z.infer<typeof startSchema>;

/** What the child says of itself is its last line on stderr; the logs go to stdout and are left alone. */
const startOnce = (environment: NodeJS.ProcessEnv, words: readonly string[]): Promise<Start> =>
  new Promise((resolve, reject) => {
    const program = path.join(import.meta.dirname, 'cold-start.mjs');
    const child: ChildProcess = spawn(process.execPath, ['--no-warnings', program, ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
    });
    child.on('close', () => {
      try {
        resolve(startSchema.parse(JSON.parse(said.trim().split('\n').at(-1) ?? '')));
      } catch {
        reject(new Error(said));
      }
    });
  });

const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

const started = async (...asked: Parameters<typeof startOnce>): Promise<Start> => {
  const starts: Start[] = [];
  for (let round = 0; round < ROUNDS; round += 1) starts.push(await startOnce(...asked));
  return {
    loaded: median(starts.map(({ loaded }) => loaded)),
    called: median(starts.map(({ called }) => called)),
  };
};

const environmentOf = (endpoint: string): NodeJS.ProcessEnv => {
  const named = (kind: Parameters<typeof environmentName>[0], names: readonly string[]) =>
    names.map((name) => [environmentName(kind, name), `x-${name}`] as const);
  const stage = localStage('https://sign-in.invalid', []);
  const settings = FUNCTIONS.flatMap(({ settingsOn }) => [...settingsOn(stage)]);
  const variables = new Map<string, string>([
    ...named('TABLE', TABLES),
    ...named('BUCKET', BUCKETS),
    ...named('QUEUE', QUEUES),
    ...named('DLQ', QUEUES),
    ...named('KEY', KEYS),
    ...named('SECRET', SECRETS),
    ...named('WORKFLOW', WORKFLOWS),
    ...settings,
  ]);
  return {
    ...Object.fromEntries(variables),
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: endpoint,
  };
};

const FIRST_CALL = (): string => {
  const {
    settlementId: _id,
    settledAt: _at,
    ...quoted
  } = sentSettlement({
    settlementId: 'S1',
    serial: 1,
    totalFen: fen(1_200_000),
    basicFen: fen(700_000),
  });
  const claims = { sub: 'his-bench', roles: ['hospital-his'], hospital_id: HOSPITAL };
  return JSON.stringify({
    routeKey: routeKeyOf(quoteSettlement),
    body: JSON.stringify(quoted),
    requestContext: { authorizer: { jwt: { claims } } },
  });
};

const ms = (figure: number): string => `${figure.toFixed(0).padStart(4)} ms`;

const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-bundles-'));
try {
  await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  const address = services.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const environment = environmentOf(`http://127.0.0.1:${String(port)}`);
  const names = FUNCTIONS.map(({ contract }) => contract.name);
  const began = performance.now();
  const { metafile } = await bundleFunctions(names, folder);
  console.log(`bundles of ${String(names.length)} functions in ${(performance.now() - began).toFixed(0)} ms`);
  console.log(`${'function'.padEnd(24)}     size     zipped   load, CPU`);
  for (const name of names) {
    const file = path.join(folder, name, 'index.mjs');
    const text = await readFile(file);
    const output = Object.entries(metafile.outputs).find(([known]) => known.endsWith(`${name}/index.mjs`));
    const sizes = `${kilobytes(text.length)} ${kilobytes(gzipSync(text).length)} zip`;
    const { loaded } = await started(environment, [file]);
    console.log(
      `${name.padEnd(24)} ${sizes} ${ms(loaded)}   ${output === undefined ? '' : heaviest(output[1].inputs)}`,
    );
  }

  const bare = path.join(folder, 'bare.mjs');
  const usual = path.join(folder, 'usual.mjs');
  const usualTraced = path.join(folder, 'usual-traced.mjs');
  await bundled('export const handler = async () => {};', bare);
  await bundled(everything('', ''), usual);
  await bundled(everything(TRACER, TRACED), usualTraced);
  const shown = [
    ['bare', bare],
    ['his-api', path.join(folder, 'his-api', 'index.mjs')],
    ['the usual way', usual],
    ['the usual way + tracer', usualTraced],
  ] as const;
  const calls = new Map<string, number>();
  console.log('\nload + first call, CPU');
  for (const [name, file] of shown) {
    const { loaded, called } = await started(environment, [file, FIRST_CALL()]);
    calls.set(name, called);
    const { length } = await readFile(file);
    console.log(
      `${name.padEnd(24)} ${kilobytes(length)} ${ms(loaded)} + ${ms(called - loaded)} = ${ms(called)}`,
    );
  }
  const beyondBare = (name: string): number => (calls.get(name) ?? 0) - (calls.get('bare') ?? 0);
  for (const peer of ['the usual way', 'the usual way + tracer']) {
    const ratio = beyondBare('his-api') / beyondBare(peer);
    console.log(`his-api / ${peer}, beyond bare: ${ratio.toFixed(2)}`);
  }
} finally {
  services.close();
  await rm(folder, { recursive: true, force: true });
}
