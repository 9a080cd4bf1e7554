/** Who calls the API, from the claims of a token that the gateway has verified. */
import { isRole } from '@erbao/api-contracts/roles';
import type { Caller } from '@erbao/api-contracts/caller';
import { Forbidden } from '@erbao/kernel/errors';
import type { Environment } from './environment.ts';

type Claims = Readonly<Record<string, unknown>>;

/** API Gateway prints an array claim as `[a b]`; other gateways keep the array or join by commas. */
const wordsOf = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .map((word) => word.replace(/^"|"$/g, ''))
    .filter((word) => word !== '');
};

export const callerOf = (claims: Claims, names: Environment<unknown>['claimNames']): Caller => {
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject === '') throw new Forbidden('token-without-subject');
  const memberId = claims[names.member];
  const hospitalId = claims[names.hospital];
  return {
    subject,
    roles: wordsOf(claims[names.roles]).filter(isRole),
    ...(typeof memberId === 'string' ? { memberId } : {}),
    ...(typeof hospitalId === 'string' ? { hospitalId } : {}),
  };
};
