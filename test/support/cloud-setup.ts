/**
 * For the `cloud` tests: one emulator for all files of store tests, up in a second, and one with the stacks on it, which
 * is deployed when the first test asks for it. Tests ask over a small HTTP door, since they run in other processes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { ROLES } from '@erbao/api-contracts/roles';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { type CloudOptions, type DeployedCloud, deployOn, openEndpoint } from '../../infra/local/cloud.ts';
import type { Emulator } from '../../infra/local/emulator.ts';
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

/** An emulator with the stacks on it, which holds functions and workflows to their roles. */
const deployment = (signIn: SignIn, options: CloudOptions) => {
  let opened: Promise<{ readonly emulator: Emulator; readonly cloud: DeployedCloud }> | undefined;
  const open = async (): Promise<{ readonly emulator: Emulator; readonly cloud: DeployedCloud }> => {
    const emulator = await openEndpoint(options);
    return { emulator, cloud: await deployOn(emulator.endpoint, signIn, options) };
  };
  return {
    /** Deploys once, however many ask. */
    get: async (): Promise<DeployedCloud> => (await (opened ??= open())).cloud,
    stop: async (): Promise<void> => {
      await (await opened?.catch(() => undefined))?.emulator.stop();
    },
  };
};

/** `POST /deployed` deploys once and answers what is where; `POST /token` signs somebody in. */
const openDoor = async (signIn: SignIn, deployed: () => Promise<DeployedCloud>): Promise<Server> => {
  const answer = async (request: IncomingMessage): Promise<string> => {
    if (request.url === '/token')
      return signIn.tokenFor(callerSchema.parse(JSON.parse(await bodyOf(request))));
    return JSON.stringify(await deployed());
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
  const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-test-'));
  const optionsFor = async (name: string, enforcesIam: boolean): Promise<CloudOptions> => ({
    ports: await freePorts(),
    folder: path.join(folder, name),
    kept: keepNothing(),
    keepsState: false,
    waitScale: 1,
    enforcesIam,
    say: () => undefined,
  });
  const emulator = await openEndpoint(await optionsFor('stores', false));
  const options = await optionsFor('deployed', true);
  const signIn = await startSignIn({ port: options.ports.signIn, folder });
  const deployed = deployment(signIn, options);
  const door = await openDoor(signIn, deployed.get);
  project.provide('awsEndpoint', emulator.endpoint);
  project.provide('cloudDoor', `http://127.0.0.1:${String(portOf(door))}`);
  return async () => {
    door.close();
    await Promise.all([signIn.stop(), emulator.stop(), deployed.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
};
