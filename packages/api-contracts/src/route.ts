/**
 * A route of the HTTP API: who may call it, what it takes and gives. The same schemas validate requests and make the
 * OpenAPI document; the role list is checked by the handler after the gateway has checked the token.
 */
import type * as z from 'zod';
import type { Role } from './roles.ts';

export type Route = {
  /** Stable name, also the operationId, e.g. `file-claim`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** API Gateway path, e.g. `/claims/{claimId}`. */
  readonly path: string;
  /** Chinese, one line. */
  readonly summary: string;
  /** Never empty: a route without a role is a defect that a test finds. */
  readonly roles: readonly Role[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly response: { readonly status: 200 | 201 | 202; readonly schema: z.ZodType };
  /** Stable codes of the answers that are not a success. */
  readonly errors: readonly string[];
};

/** Keeps the literal types of a route. */
export const defineRoute = <const R extends Route>(route: R): R => route;

/** API Gateway's route key, e.g. `GET /claims/{claimId}`. */
export const routeKeyOf = (route: Route): string => `${route.method} ${route.path}`;
