/**
 * AWS services of the JSON protocol (DynamoDB, KMS, Secrets Manager, SQS, Step Functions), called as they document it: one signed POST. The
 * signer and the HTTP handler are AWS's own; the clients around them are most of what a function loads at a cold start.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import type { AwsAccount } from '../aws-account.ts';

const SERVICES = {
  dynamodb: { host: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' },
  kms: { host: 'kms', target: 'TrentService', version: '1.1' },
  secretsmanager: { host: 'secretsmanager', target: 'secretsmanager', version: '1.1' },
  sqs: { host: 'sqs', target: 'AmazonSQS', version: '1.0' },
  states: { host: 'states', target: 'AWSStepFunctions', version: '1.0' },
} as const;
export type JsonApi = keyof typeof SERVICES;

/** The service's own refusal; `name` is its error code, e.g. `ConditionalCheckFailedException`. */
export class AwsRefusal extends Error {
  readonly status: number;
  /** Of a cancelled transaction: one code for each of its writes. */
  readonly reasons: readonly string[];

  constructor(name: string, status: number, reasons: readonly string[]) {
    super(name);
    this.name = name;
    this.status = status;
    this.reasons = reasons;
  }
}

export type JsonCalls = {
  /** Throws {@link AwsRefusal}, or the network's error when three tries found no answer. */
  readonly call: (operation: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;
};

const TRIES = 3;
const FIRST_PAUSE_MS = 50;
const CONNECT_MS = 1_000;
const ANSWER_MS = 6_000;
const THROTTLED = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TransactionInProgress/;

/** The handler leaves the body's type open; on Node it is a stream. */
const answerSchema = z.instanceof(Readable);

const errorSchema = z.object({
  __type: z.string().default('UnknownError'),
  CancellationReasons: z.array(z.object({ Code: z.string().optional() })).default([]),
});

const refusalOf = (status: number, body: string): AwsRefusal => {
  let read;
  try {
    read = errorSchema.safeParse(JSON.parse(body));
  } catch {
    return new AwsRefusal('UnknownError', status, []);
  }
  if (!read.success) return new AwsRefusal('UnknownError', status, []);
  const { __type, CancellationReasons } = read.data;
  // e.g. `com.amazonaws.dynamodb.v20120810#TransactionCanceledException`
  return new AwsRefusal(
    __type.split('#').at(-1) ?? __type,
    status,
    CancellationReasons.map(({ Code }) => Code ?? 'None'),
  );
};

const isWorthAnotherTry = (error: unknown): boolean =>
  !(error instanceof AwsRefusal) || error.status >= 500 || THROTTLED.test(error.name);

const addressOf = (host: string, { region, endpoint }: AwsAccount): URL =>
  new URL(endpoint ?? `https://${host}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);

/** Connections are kept open between calls, for all services of a process together. */
const http = new NodeHttpHandler({
  connectionTimeout: CONNECT_MS,
  requestTimeout: ANSWER_MS,
  throwOnRequestTimeout: true,
});

export const openJsonCalls = (service: JsonApi, account: AwsAccount): JsonCalls => {
  const { host, target, version } = SERVICES[service];
  const address = addressOf(host, account);
  const signer = new SignatureV4({
    service,
    region: account.region,
    credentials: account.credentials,
    sha256: Hash.bind(null, 'sha256'),
  });
  const ask = async (operation: string, body: string): Promise<unknown> => {
    const signed = await signer.sign(
      new HttpRequest({
        protocol: address.protocol,
        hostname: address.hostname,
        ...(address.port === '' ? {} : { port: Number(address.port) }),
        method: 'POST',
        path: '/',
        headers: {
          host: address.host,
          'content-type': `application/x-amz-json-${version}`,
          'x-amz-target': `${target}.${operation}`,
        },
        body,
      }),
    );
    const { response } = await http.handle(new HttpRequest(signed));
    const answer = await text(answerSchema.parse(response.body));
    if (response.statusCode >= 300) throw refusalOf(response.statusCode, answer);
    return answer === '' ? {} : JSON.parse(answer);
  };
  return {
    call: async (operation, input) => {
      const body = JSON.stringify(input);
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await ask(operation, body);
        } catch (error) {
          if (attempt === TRIES || !isWorthAnotherTry(error)) throw error;
          // full jitter: those who failed together do not come back together
          await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
        }
      }
    },
  };
};
