/**
 * For the `cloud` tests: one emulator for all files. The stacks are deployed when the first test asks for them, so that
 * a run of store tests alone is up in a second. Tests ask over a small HTTP door, since they run in other processes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { ROLES } from '@erbao/api-contracts/roles';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { type CloudOptions, deployOn, openEndpoint } from '../../infra/local/cloud.ts';
import { keepNothing } from '../../infra/local/kept.ts';
import { freePorts } from '../../infra/local/ports.ts';
import { prepare } from '../../infra/local/prepare.mjs';
import { type SignIn, startSignIn } from '../../infra/local/sign-in.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly awsEndpoint: string;
    readonly cloudDoor: string;
  }
}

const callerSchema = z.object({
  subject: z.string(),
  roles: z.array(z.enum(ROLES)),
  memberId: z.string().optional(),
  hospitalId: z.string().optional(),
});

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: string[] = [];
  request.setEncoding('utf8');
  for await (const piece of request) pieces.push(String(piece));
  return pieces.join('');
};

/** `POST /deployed` deploys once and answers what is where; `POST /token` signs somebody in. */
const openDoor = async (endpoint: string, signIn: SignIn, options: CloudOptions): Promise<Server> => {
  let deployment: ReturnType<typeof deployOn> | undefined;
  const answer = async (request: IncomingMessage): Promise<string> => {
    if (request.url === '/token')
      return signIn.tokenFor(callerSchema.parse(JSON.parse(await bodyOf(request))));
    deployment ??= deployOn(endpoint, signIn, options);
    return JSON.stringify(await deployment);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const portOf = (server: Server): number => {
  const address = server.address();
  return address === null || typeof address === 'string' ? 0 : address.port;
};

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  prepare({ emulator: true });
  const ports = await freePorts();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-test-'));
  const options: CloudOptions = {
    ports,
    folder,
    kept: keepNothing(),
    keepsState: false,
    waitScale: 1,
    say: () => undefined,
  };
  const emulator = await openEndpoint(options);
  const signIn = await startSignIn({ port: ports.signIn, folder });
  const door = await openDoor(emulator.endpoint, signIn, options);
  project.provide('awsEndpoint', emulator.endpoint);
  project.provide('cloudDoor', `http://127.0.0.1:${String(portOf(door))}`);
  return async () => {
    door.close();
    await Promise.all([signIn.stop(), emulator.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
};
