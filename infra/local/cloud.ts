/** The whole cloud on this machine: emulator, sign-in and the deployed stacks. Used by start, demo and tests. */
import path from 'node:path';
import process from 'node:process';
import { mkdir } from 'node:fs/promises';
import type { Caller } from '@erbao/api-contracts/caller';
import { type CloudNames, cloudNames } from './cloud-names.ts';
import { type Deployed, deployLocally } from './deploy-local.ts';
import { awsVariables, REGION, startEmulator } from './emulator.ts';
import type { Ports } from './ports.ts';
import { type SignIn, startSignIn } from './sign-in.ts';

export type CloudOptions = {
  readonly ports: Ports;
  /** Holds everything this cloud writes. */
  readonly folder: string;
  readonly keepsState: boolean;
  readonly waitScale: number;
  readonly say: (line: string) => void;
  readonly enforcesIam?: boolean;
};

export type Cloud = {
  readonly endpoint: string;
  readonly region: string;
  /** Base address of the HTTP API. */
  readonly api: string;
  readonly issuer: string;
  readonly names: CloudNames;
  readonly keys: { readonly personalData: string; readonly identityIndex: string };
  /** For the SDK clients of this process. */
  readonly variables: Readonly<Record<string, string>>;
  readonly tokenFor: SignIn['tokenFor'];
  readonly stop: () => Promise<void>;
};

export type { Caller };

/** Names under `*.localhost` are not found on every system, so the API is addressed by path. */
const apiAddress = (endpoint: string, { apiId }: Deployed): string =>
  `${endpoint}/_aws/execute-api/${apiId}/$default`;

/** An endpoint somebody named already, or one of our own. */
const endpointFor = async (options: CloudOptions): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  const given = process.env['AWS_ENDPOINT_URL'];
  if (given !== undefined) return { endpoint: given.replace(/\/$/, ''), stop: () => Promise.resolve() };
  options.say(`Starting the local cloud on port ${String(options.ports.aws)} …`);
  return startEmulator({ ...options, port: options.ports.aws });
};

export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  await mkdir(options.folder, { recursive: true });
  const signIn = await startSignIn({ port: options.ports.signIn, folder: options.folder });
  const emulator = await endpointFor(options).catch(async (error: unknown) => {
    await signIn.stop();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await Promise.all([signIn.stop(), emulator.stop()]);
  };
  try {
    const deployed = await deployLocally({
      endpoint: emulator.endpoint,
      issuer: signIn.url,
      pageOrigins: ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${String(options.ports.pages)}`),
      folder: path.resolve(options.folder),
      say: options.say,
    });
    return {
      endpoint: emulator.endpoint,
      region: REGION,
      api: apiAddress(emulator.endpoint, deployed),
      issuer: signIn.url,
      names: cloudNames(emulator.endpoint),
      keys: { personalData: deployed.personalDataKey, identityIndex: deployed.identityIndexKey },
      variables: awsVariables(emulator.endpoint),
      tokenFor: signIn.tokenFor,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
