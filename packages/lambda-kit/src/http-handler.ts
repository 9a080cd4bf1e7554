/** HTTP API v2 → route by its key → role check → parse → use case → answer parsed by the route's own schema. */
import { type Caller, checkRole } from '@erbao/api-contracts/caller';
import { errorMessage } from '@erbao/api-contracts/error-messages';
import { type Route, routeKeyOf } from '@erbao/api-contracts/route';
import { asErbaoError, Defect, type ErbaoError, InvalidInput, NotFound } from '@erbao/kernel/errors';
import * as z from 'zod';
import { callerOf } from './caller.ts';
import { chained, type Tools } from './chain.ts';
import type { FunctionContract } from './contract.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { ERROR_TABLE } from './error-table.ts';
import { inputProblems } from './input-problems.ts';
import { loggable } from './logger.ts';

export type Request<Params, Query, Body> = {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
};
export type HttpUseCase<Params, Query, Body, Answer> = (
  request: Request<Params, Query, Body>,
) => Promise<Answer>;
/** The use case that a route needs. */
export type UseCaseOf<R> =
  R extends Route<infer Params, infer Query, infer Body, infer Answer>
    ? HttpUseCase<Params, Query, Body, Answer>
    : never;
type RawRequest = {
  readonly caller: Caller;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};
type Bound = { readonly route: Route; readonly run: (raw: RawRequest) => Promise<unknown> };

const INPUT_CODES = { params: 'path-invalid', query: 'query-invalid', body: 'body-invalid' } as const;

const parse = <T>(schema: z.ZodType<T>, part: keyof typeof INPUT_CODES, raw: unknown): T => {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  // paths of fields only: a value could be personal
  throw new InvalidInput(INPUT_CODES[part], {
    fields: read.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}:${issue.code}`),
    problems: inputProblems(schema, read.error.issues, raw),
  });
};

/** Ties a route to its use case; the compiler checks that the two fit. */
export const bind = <Params, Query, Body, Answer>(
  route: Route<Params, Query, Body, Answer>,
  useCase: HttpUseCase<Params, Query, Body, Answer>,
): Bound => ({
  route,
  run: async (raw) => {
    checkRole(raw.caller, route);
    const answer = await useCase({
      caller: raw.caller,
      params: parse(route.params, 'params', raw.params),
      query: parse(route.query, 'query', raw.query),
      body: parse(route.body, 'body', raw.body),
    });
    const checked = route.response.schema.safeParse(answer);
    if (checked.success) return checked.data;
    throw new Defect('answer-invalid', {
      route: route.id,
      fields: checked.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}:${issue.code}`),
    });
  },
});

type Refused = {
  readonly who: string;
  readonly tried: string;
  readonly params: unknown;
  readonly error: ErbaoError;
};

/** The same routes, which tell of every call that they do not answer; the caller gets the error all the same. */
export const witnessed = (
  bound: readonly Bound[],
  tell: (refused: Refused) => Promise<void>,
): readonly Bound[] =>
  bound.map(({ route, run }) => ({
    route,
    run: async (raw) => {
      try {
        return await run(raw);
      } catch (thrown) {
        const error = asErbaoError(thrown);
        await tell({ who: raw.caller.subject, tried: route.id, params: raw.params, error });
        throw error;
      }
    },
  }));

/** What of the gateway's event is used; absent parts come as null or not at all. */
const eventSchema = z.object({
  routeKey: z.string(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
  requestContext: z.object({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
  }),
});

const bodyOf = (event: z.infer<typeof eventSchema>): unknown => {
  if (event.body === undefined || event.body === null || event.body === '') return {};
  const text =
    event.isBase64Encoded === true ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput('body-not-json');
  }
};

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const answerOf = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const errorAnswer = (error: ErbaoError): HttpAnswer =>
  answerOf(ERROR_TABLE[error.kind].http, {
    code: error.kind === 'Defect' ? 'internal-error' : error.code,
    message: errorMessage(error.kind, error.code),
    details: error.kind === 'Defect' ? {} : error.details,
  });

const routesByKey = (contract: FunctionContract, bound: readonly Bound[]): ReadonlyMap<string, Bound> => {
  const byKey = new Map(bound.map((one) => [routeKeyOf(one.route), one]));
  const declared = contract.trigger.kind === 'http' ? contract.trigger.routes : [];
  const missing = declared.filter((route) => !byKey.has(routeKeyOf(route)));
  if (missing.length > 0 || byKey.size !== declared.length)
    throw new Defect('route-without-use-case', { routes: missing.map((route) => route.id) });
  return byKey;
};

export const httpHandler = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
  wire: (environment: Environment<z.infer<Settings>>) => readonly Bound[],
) => {
  const environment = readEnvironment(contract);
  const routes = routesByKey(contract, wire(environment));
  const run = async (event: unknown, { log, count }: Tools): Promise<HttpAnswer> => {
    const read = eventSchema.safeParse(event);
    if (!read.success) throw new Defect('gateway-event-unreadable');
    const bound = routes.get(read.data.routeKey);
    if (bound === undefined) throw new NotFound('route-unknown');
    log.with({ route: loggable(bound.route.id) });
    const answer = await bound.run({
      caller: callerOf(read.data.requestContext.authorizer.jwt.claims, environment.claimNames),
      params: read.data.pathParameters ?? {},
      query: read.data.queryStringParameters ?? {},
      body: bodyOf(read.data),
    });
    count('Answers');
    return answerOf(bound.route.response.status, answer);
  };
  return chained<HttpAnswer>({ functionName: contract.name, run, onError: errorAnswer });
};
