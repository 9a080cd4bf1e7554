import { stderr, stdout } from 'node:process';
import type { Caller } from '@erbao/api-contracts/caller';
import { defineRoute, NOTHING } from '@erbao/api-contracts/route';
import { memoryMessages } from '@erbao/cloud-kit/messages';
import { Conflict, Defect, InvalidInput, Unavailable } from '@erbao/kernel/errors';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { defineFunction } from './contract.ts';
import { bind, type HttpAnswer, httpHandler } from './http-handler.ts';
import { queueHandler } from './queue-handler.ts';
import { stepHandler } from './step-handler.ts';
import { streamHandler } from './stream-handler.ts';

beforeEach(() => {
  // the log goes to the streams of the process, which are the reporter's too
  for (const stream of [stdout, stderr]) vi.spyOn(stream, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

const context: Context = {
  awsRequestId: 'request-1',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '128',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 1_000,
  /* eslint-disable @typescript-eslint/no-deprecated -- the type still demands them */
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
  /* eslint-enable @typescript-eslint/no-deprecated */
};

const greet = defineRoute({
  id: 'greet',
  method: 'POST',
  path: '/greetings/{name}',
  summary: '问候',
  roles: ['reviewer'],
  params: z.object({ name: z.string().max(5) }),
  query: NOTHING,
  body: z.strictObject({ times: z.int() }),
  response: { status: 201, schema: z.object({ greeting: z.string() }) },
  errors: [],
});

const httpContract = defineFunction({
  name: 'test',
  purpose: 'test',
  trigger: { kind: 'http', routes: [greet] },
  event: z.unknown(),
  settings: z.object({}),
  access: {},
  impact: 'none',
});

const gatewayEvent = (claims: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  routeKey: 'POST /greetings/{name}',
  pathParameters: { name: 'Li' },
  queryStringParameters: null,
  body: JSON.stringify({ times: 2 }),
  isBase64Encoded: false,
  requestContext: { authorizer: { jwt: { claims } } },
  ...more,
});

describe('the HTTP handler', () => {
  const callers: Caller[] = [];
  const handler = httpHandler(httpContract, () => [
    bind(greet, ({ caller, params, body }) => {
      callers.push(caller);
      if (params.name === 'Boom') throw new Error('secret words');
      if (params.name === 'Busy') throw new Conflict('claim-moved-on', { claimId: 'ER-1' });
      const answer = { greeting: `${params.name} ${String(body.times)}`, identityNumber: 'must not leave' };
      return Promise.resolve(answer);
    }),
  ]);
  const call = async (event: unknown): Promise<{ status: number; body: unknown }> => {
    const answer: HttpAnswer = await handler(event, context);
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  };

  it.each([['[reviewer auditor]'], ['reviewer,auditor'], ['reviewer auditor'], [['reviewer', 'auditor']]])(
    'reads roles as %j',
    async (roles) => {
      expect(await call(gatewayEvent({ sub: 'p1', roles }))).toEqual({
        status: 201,
        body: { greeting: 'Li 2' },
      });
      expect(callers.at(-1)).toEqual({ subject: 'p1', roles: ['reviewer', 'auditor'] });
    },
  );

  it.each([
    [gatewayEvent({ sub: 'p1', roles: 'auditor' }), 403, 'role-not-allowed'],
    [gatewayEvent({ sub: 'p1', roles: 'king' }), 403, 'role-not-allowed'],
    [gatewayEvent({ roles: 'reviewer' }), 403, 'token-without-subject'],
    [
      gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { pathParameters: { name: 'far too long' } }),
      400,
      'path-invalid',
    ],
    [gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { body: '{' }), 400, 'body-not-json'],
    [gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { body: '{"times":1,"more":2}' }), 400, 'body-invalid'],
    [gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { routeKey: 'GET /x' }), 404, 'route-unknown'],
    [
      gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { pathParameters: { name: 'Busy' } }),
      409,
      'claim-moved-on',
    ],
    [
      gatewayEvent({ sub: 'p1', roles: 'reviewer' }, { pathParameters: { name: 'Boom' } }),
      500,
      'internal-error',
    ],
    [{}, 500, 'internal-error'],
  ])('answers %# with a code and a Chinese sentence', async (event, status, code) => {
    const answer = await call(event);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code });
    expect(JSON.stringify(answer.body)).toMatch(/[\u4e00-\u9fff]/);
    expect(JSON.stringify(answer.body)).not.toContain('secret words');
  });

  it('does not start with a route that has no use case', () => {
    expect(() => httpHandler(httpContract, () => [])).toThrow('route-without-use-case');
  });
});

describe('the queue handler', () => {
  const contract = defineFunction({
    name: 'test',
    purpose: 'test',
    trigger: { kind: 'queue', queue: 'claim-messages', batchSize: 5 },
    event: z.strictObject({ what: z.enum(['fine', 'busy', 'away', 'wrong', 'broken']) }),
    settings: z.object({}),
    access: {},
    impact: 'none',
  });
  const errors = {
    busy: new Conflict('busy'),
    away: new Unavailable('away'),
    wrong: new InvalidInput('wrong'),
    broken: new Defect('broken'),
  };

  it('retries what can be retried, and puts the rest with its code into the dead-letter queue before it is gone', async () => {
    const deadLetters = memoryMessages();
    const handler = queueHandler(contract, () => ({
      deadLetters,
      run: ({ what }) => (what === 'fine' ? Promise.resolve() : Promise.reject(errors[what])),
    }));
    const bodies = [
      '{"what":"fine"}',
      '{"what":"busy"}',
      '{"what":"away"}',
      '{"what":"wrong"}',
      '{"what":"broken"}',
      'no json',
      '{"what":7}',
    ];
    const answer = await handler(
      { Records: bodies.map((body, place) => ({ messageId: String(place), body })) },
      context,
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '1' }, { itemIdentifier: '2' }]);
    expect(deadLetters.sent.map(({ body, attributes }) => [body, attributes['errorCode']])).toEqual([
      ['{"what":"wrong"}', 'wrong'],
      ['{"what":"broken"}', 'broken'],
      ['no json', 'message-not-json'],
      ['{"what":7}', 'message-invalid'],
    ]);
  });

  it('keeps a message in its queue when the dead-letter queue does not take it', async () => {
    const handler = queueHandler(contract, () => ({
      deadLetters: { send: () => Promise.reject(new Unavailable('queue-unavailable')) },
      run: () => Promise.reject(errors.wrong),
    }));
    const answer = await handler({ Records: [{ messageId: 'm', body: '{"what":"wrong"}' }] }, context);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm' }]);
  });
});

describe('the step handler', () => {
  const contract = defineFunction({
    name: 'test',
    purpose: 'test',
    trigger: { kind: 'step' },
    event: z.object({ claimId: z.string() }),
    settings: z.object({}),
    access: {},
    impact: 'none',
  });

  it('fails under the name of the kind, which the definition retries or parks', async () => {
    const handler = stepHandler(contract, () => () => Promise.reject(new Conflict('busy')));
    await expect(handler({ claimId: 'ER-1' }, context)).rejects.toMatchObject({ name: 'Conflict' });
    await expect(handler({}, context)).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});

describe('the stream handler', () => {
  const contract = defineFunction({
    name: 'test',
    purpose: 'test',
    trigger: { kind: 'stream', table: 'outbox', batchSize: 5 },
    event: z.object({ eventId: z.string() }),
    settings: z.object({}),
    access: {},
    impact: 'none',
  });
  const record = (eventId: string, eventName = 'INSERT') => ({
    eventName,
    dynamodb: { SequenceNumber: eventId, NewImage: { eventId: { S: eventId } } },
  });

  it('does each inserted item in order and throws at the first that fails, so that the batch comes again', async () => {
    const seen: string[] = [];
    const handler = streamHandler(contract, () => ({ eventId }) => {
      seen.push(eventId);
      return eventId === '3' ? Promise.reject(new Unavailable('away')) : Promise.resolve();
    });
    await handler({ Records: [record('1'), record('2', 'REMOVE')] }, context);
    await expect(handler({ Records: [record('3'), record('4')] }, context)).rejects.toMatchObject({
      code: 'away',
    });
    expect(seen).toEqual(['1', '3']);
  });
});
