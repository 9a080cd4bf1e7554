/**
 * A route of the HTTP API: who may call it, what it takes and gives. The same schemas validate requests and answers and
 * make the OpenAPI document; the role list is checked by the handler after the gateway has checked the token.
 */
import * as z from 'zod';
import type { Role } from './roles.ts';

export type Route<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> = {
  /** Stable name, also the operationId, e.g. `file-claim`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** API Gateway path, e.g. `/claims/{claimId}`. */
  readonly path: string;
  /** Chinese, one line. */
  readonly summary: string;
  /** Never empty: a route without a role is a defect that a test finds. */
  readonly roles: readonly Role[];
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  readonly body: z.ZodType<Body>;
  /** The answer is parsed by its schema before it leaves: a field that the schema does not name cannot leak. */
  readonly response: { readonly status: 200 | 201 | 202; readonly schema: z.ZodType<Answer> };
  /** Stable codes of the answers that are not a success, beyond those that every route may give. */
  readonly errors: readonly string[];
};

/** For routes without parameters, query or body. */
export const NOTHING = z.object({});

/** Keeps the types of a route's schemas. */
export const defineRoute = <Params, Query, Body, Answer>(
  route: Route<Params, Query, Body, Answer>,
): Route<Params, Query, Body, Answer> => route;

/** API Gateway's route key, e.g. `GET /claims/{claimId}`. */
export const routeKeyOf = (route: Pick<Route, 'method' | 'path'>): string => `${route.method} ${route.path}`;
