/** The emulator as a child process: bound to this machine, with its own folder for state, code and log. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { emulatorPython } from './prepare.mjs';

export const ACCOUNT = '000000000000';
export const REGION = 'cn-north-1';

export type EmulatorOptions = {
  readonly port: number;
  readonly folder: string;
  /** Whether a later start in the same folder finds everything again. */
  readonly keepsState: boolean;
  /** Every Wait of a workflow takes this part of its time. */
  readonly waitScale: number;
  /** IAM policies are enforced: who asks must be a role of the stack or the account's root. */
  readonly enforcesIam: boolean;
};

export type Emulator = { readonly endpoint: string; readonly stop: () => Promise<void> };

/** What an SDK or the CDK CLI needs to reach the endpoint. */
export const awsVariables = (endpoint: string, account = ACCOUNT): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
});

const variablesOf = (options: EmulatorOptions): NodeJS.ProcessEnv => ({
  ...process.env,
  ...awsVariables(`http://127.0.0.1:${String(options.port)}`),
  AWS_SESSION_TOKEN: '',
  GATEWAY_PORT: String(options.port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_REGION: REGION,
  MINISTACK_ACCOUNT_ID: ACCOUNT,
  PERSIST_STATE: options.keepsState ? '1' : '0',
  STATE_DIR: path.join(options.folder, 'state'),
  S3_PERSIST: options.keepsState ? '1' : '0',
  S3_DATA_DIR: path.join(options.folder, 's3'),
  SFN_WAIT_SCALE: String(options.waitScale),
  AUTH: String(options.enforcesIam),
  // Lambda code is unpacked here; the folder is emptied at every start
  TMPDIR: path.join(options.folder, 'tmp'),
  // Functions run on the Node that runs this
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
  NODE_NO_WARNINGS: '1',
  NODE_OPTIONS: '',
  // Listeners that Erbao has no use for
  SFTP_ENABLED: '0',
  IOT_MTLS_ENABLED: '0',
  LOG_LEVEL: 'WARNING',
});

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
};

const untilReady = async (child: ChildProcess, endpoint: string, logFile: string): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (hasEnded(child)) {
      const log = await readFile(logFile, 'utf8');
      throw new Error(`The local cloud did not start:\n${log.slice(-2000)}`);
    }
    if (await answers(endpoint)) return;
    await delay(50);
  }
  throw new Error(`The local cloud does not answer at ${endpoint}; its log is ${logFile}`);
};

/** The state of a whole district takes a minute or two to write. */
const LONGEST_STOP_MS = 10 * 60_000;

/** Ends gently, so that state is saved. Throws when that took force: the state is then that of the stop before. */
const stopped = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
  await ended;
  clearTimeout(force);
  if (child.signalCode === 'SIGKILL')
    throw new Error('The local cloud did not stop by itself; nothing was saved');
};

export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const endpoint = `http://127.0.0.1:${String(options.port)}`;
  await rm(path.join(options.folder, 'tmp'), { recursive: true, force: true });
  for (const name of ['state', 's3', 'tmp'])
    await mkdir(path.join(options.folder, name), { recursive: true });
  // The emulator's own worker script is CommonJS; without this, Node would read it by our package.json as a module
  await writeFile(path.join(options.folder, 'tmp', 'package.json'), '{"type":"commonjs"}');
  const logFile = path.join(options.folder, 'emulator.log');
  const log = await open(logFile, 'w');
  const child = spawn(emulatorPython(), [path.join(import.meta.dirname, 'emulator.py')], {
    env: variablesOf(options),
    stdio: ['pipe', log.fd, log.fd],
    // Out of reach of the terminal's Ctrl-C, which would end functions in the middle of their work
    detached: true,
  });
  await log.close();
  try {
    await untilReady(child, endpoint, logFile);
  } catch (error) {
    await stopped(child);
    throw error;
  }
  return { endpoint, stop: () => stopped(child) };
};
