/** The whole cloud on this machine: emulator, sign-in and the deployed stacks. Used by start, demo and tests. */
import path from 'node:path';
import process from 'node:process';
import { mkdir } from 'node:fs/promises';
import { type CloudNames, cloudNames } from './cloud-names.ts';
import { type Deployed, deployLocally } from './deploy-local.ts';
import { awsVariables, type Emulator, REGION, startEmulator } from './emulator.ts';
import type { Kept } from './kept.ts';
import type { Ports } from './ports.ts';
import { type SignIn, startSignIn } from './sign-in.ts';

/** What is deployed on an endpoint, without the right to stop it. */
export type DeployedCloud = {
  readonly endpoint: string;
  readonly region: string;
  /** Base address of the HTTP API. */
  readonly api: string;
  readonly issuer: string;
  readonly names: CloudNames;
  readonly keys: { readonly personalData: string; readonly identityIndex: string };
  /** For the SDK clients of a process that works on it. */
  readonly variables: Readonly<Record<string, string>>;
};

export type Cloud = DeployedCloud & {
  readonly tokenFor: SignIn['tokenFor'];
  readonly stop: () => Promise<void>;
};

export type CloudOptions = {
  readonly ports: Ports;
  /** Holds everything this cloud writes. */
  readonly folder: string;
  /** Of a cloud that is started again in the same folder; {@link keepNothing} for one that is not. */
  readonly kept: Kept;
  readonly keepsState: boolean;
  readonly waitScale: number;
  readonly say: (line: string) => void;
  /** Functions and workflows are held to their roles; callers sign as the account's root. */
  readonly enforcesIam: boolean;
};

/** Names under `*.localhost` are not found on every system, so the API is addressed by path. */
const apiAddress = (endpoint: string, { apiId }: Deployed): string =>
  `${endpoint}/_aws/execute-api/${apiId}/$default`;

/** An endpoint somebody named already, or one of our own. */
export const openEndpoint = async (options: CloudOptions): Promise<Emulator> => {
  const given = process.env['AWS_ENDPOINT_URL'];
  if (given !== undefined) return { endpoint: given.replace(/\/$/, ''), stop: () => Promise.resolve() };
  options.say(`Starting the local cloud on port ${String(options.ports.aws)} …`);
  return startEmulator({ ...options, port: options.ports.aws });
};

export const deployOn = async (
  endpoint: string,
  signIn: SignIn,
  options: CloudOptions,
): Promise<DeployedCloud> => {
  const deployed = await deployLocally({
    endpoint,
    issuer: signIn.url,
    pageOrigins: ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${String(options.ports.pages)}`),
    folder: path.resolve(options.folder),
    kept: options.kept,
    say: options.say,
  });
  return {
    endpoint,
    region: REGION,
    api: apiAddress(endpoint, deployed),
    issuer: signIn.url,
    names: cloudNames(endpoint),
    keys: { personalData: deployed.personalDataKey, identityIndex: deployed.identityIndexKey },
    variables: awsVariables(endpoint),
  };
};

export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  await mkdir(options.folder, { recursive: true });
  const opened: { readonly stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(opened.map((part) => part.stop()));
    await options.kept.save();
  };
  try {
    const signIn = await startSignIn({ port: options.ports.signIn, folder: options.folder });
    opened.push(signIn);
    const emulator = await openEndpoint(options);
    opened.push(emulator);
    return { ...(await deployOn(emulator.endpoint, signIn, options)), tokenFor: signIn.tokenFor, stop };
  } catch (error) {
    await Promise.all(opened.map((part) => part.stop()));
    throw error;
  }
};

/** Every Wait that begins from now on takes this part of its time: 0.0001 plays a week in a minute. */
export const scaleWaits = async (endpoint: string, scale: number): Promise<void> => {
  const answer = await fetch(`${endpoint}/_ministack/config`, {
    method: 'POST',
    body: JSON.stringify({ 'stepfunctions._SFN_WAIT_SCALE': scale }),
  });
  if (!answer.ok) throw new Error(`The local cloud refused to scale waits: ${String(answer.status)}`);
};
