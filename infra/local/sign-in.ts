/**
 * The local OIDC issuer. Anybody on this machine may sign in as anybody: it stands for the identity provider that a
 * deployment names in its stage. Its key stays on disk, because API Gateway remembers key sets for hours.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Caller } from '@erbao/api-contracts/caller';
import { OAuth2Server } from 'oauth2-mock-server';
import * as z from 'zod';

const AUDIENCE = 'erbao';
const DAY_SECONDS = 86_400;

/** A {@link Caller} whose absent parts may be written as undefined. */
export type SignedIn = Pick<Caller, 'subject' | 'roles'> & {
  readonly memberId?: string | undefined;
  readonly hospitalId?: string | undefined;
};

export type SignIn = {
  readonly url: string;
  readonly tokenFor: (caller: SignedIn, days?: number) => Promise<string>;
  readonly stop: () => Promise<void>;
};

const keySchema = z.record(z.string(), z.unknown());

const keyIn = async (server: OAuth2Server, folder: string): Promise<void> => {
  const file = path.join(folder, 'sign-in-key.json');
  if (existsSync(file)) {
    await server.issuer.keys.add(keySchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
    return;
  }
  await server.issuer.keys.generate('RS256');
  const [key] = server.issuer.keys.toJSON(true);
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
};

const claimsOf = (caller: SignedIn): Record<string, unknown> => ({
  sub: caller.subject,
  aud: AUDIENCE,
  roles: [...caller.roles],
  ...(caller.memberId === undefined ? {} : { member_id: caller.memberId }),
  ...(caller.hospitalId === undefined ? {} : { hospital_id: caller.hospitalId }),
});

export const startSignIn = async (options: {
  readonly port: number;
  readonly folder: string;
}): Promise<SignIn> => {
  const server = new OAuth2Server();
  await keyIn(server, options.folder);
  await server.start(options.port, '127.0.0.1');
  const url = `http://127.0.0.1:${String(options.port)}`;
  server.issuer.url = url;
  return {
    url,
    tokenFor: (caller, days = 1) =>
      server.issuer.buildToken({
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, claimsOf(caller));
        },
        expiresIn: days * DAY_SECONDS,
      }),
    stop: () => server.stop(),
  };
};
