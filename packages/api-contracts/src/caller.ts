/** Who calls: the subject of the verified token, the roles, and what the token says of the person. */
import { Forbidden } from '@erbao/kernel/errors';
import type { Role } from './roles.ts';
import type { Route } from './route.ts';

export type Caller = {
  /** Stable id at the identity provider; goes on records as "who". */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** A citizen's member id. */
  readonly memberId?: string;
  /** The hospital that a hospital's user or machine belongs to. */
  readonly hospitalId?: string;
};

/** The role × route check, done again in the handler. Throws Forbidden `role-not-allowed`. */
export const checkRole = (caller: Caller, route: Pick<Route, 'id' | 'roles'>): void => {
  if (!route.roles.some((role) => caller.roles.includes(role)))
    throw new Forbidden('role-not-allowed', { route: route.id });
};

/** The citizen's own member id; throws Forbidden when the token carries none. */
export const ownMemberId = (caller: Caller): string => {
  if (caller.memberId === undefined) throw new Forbidden('token-without-member');
  return caller.memberId;
};

/** The hospital's own id; throws Forbidden when the token carries none. */
export const ownHospitalId = (caller: Caller): string => {
  if (caller.hospitalId === undefined) throw new Forbidden('token-without-hospital');
  return caller.hospitalId;
};
