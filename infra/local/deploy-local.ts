/** Bundles, synthesises and deploys the whole app to the local cloud, through the CDK CLI and CloudFormation. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { buildApp } from '../build-app.ts';
import { bundleFunctions } from '../bundle.ts';
import { FUNCTIONS } from '../functions.ts';
import { localStage } from '../stages.ts';
import { TABLE_DESCRIPTIONS } from '../tables.ts';
import { readWorkflows } from '../workflow-definitions.ts';
import { ACCOUNT, awsVariables, REGION } from './emulator.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

export type DeployOptions = {
  readonly endpoint: string;
  readonly issuer: string;
  readonly pageOrigins: readonly string[];
  /** Keeps the assembly and what was deployed; a second start with the same assembly deploys nothing. */
  readonly folder: string;
  readonly say: (line: string) => void;
};

export type Deployed = {
  readonly apiId: string;
  readonly personalDataKey: string;
  readonly identityIndexKey: string;
};

const runCdk = async (args: readonly string[], options: DeployOptions): Promise<void> => {
  const cli = path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const child = spawn(process.execPath, [cli, ...args, '--ci', '--no-color', '--no-notices'], {
    // The CLI reads cdk.json where it runs; there is none in the folder
    cwd: options.folder,
    env: { ...process.env, ...awsVariables(options.endpoint), CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`cdk ${args[0] ?? ''} failed:\n${output.join('').slice(-4000)}`);
};

/** Templates name their assets by content, so their text says whether anything changed. */
const assemblyHash = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.template.json')).sort();
  for (const name of names) hash.update(name).update(await readFile(path.join(folder, name)));
  return hash.digest('hex');
};

const textAt = (value: unknown, ...keys: readonly string[]): string => {
  let found = value;
  for (const key of keys) {
    found = found !== null && typeof found === 'object' ? Reflect.get(found, key) : undefined;
  }
  if (typeof found !== 'string') throw new Error(`The deployment has no output ${keys.join('.')}`);
  return found;
};

const readOutputs = async (file: string): Promise<Deployed> => {
  const outputs: unknown = JSON.parse(await readFile(file, 'utf8'));
  return {
    apiId: textAt(outputs, 'erbao-local-api', 'ApiId'),
    personalDataKey: textAt(outputs, 'erbao-local-data', 'PersonalDataKey'),
    identityIndexKey: textAt(outputs, 'erbao-local-data', 'IdentityIndexKey'),
  };
};

const synthesise = async (assembly: string, options: DeployOptions): Promise<void> => {
  const bundles = path.join(options.folder, 'bundles');
  await bundleFunctions(
    FUNCTIONS.map(({ contract }) => contract.name),
    bundles,
  );
  await rm(assembly, { recursive: true, force: true });
  const stage = localStage(options.issuer, options.pageOrigins);
  const workflows = readWorkflows();
  buildApp({ stage, functions: FUNCTIONS, tables: TABLE_DESCRIPTIONS, workflows, bundles }, assembly).synth();
};

export const deployLocally = async (options: DeployOptions): Promise<Deployed> => {
  const assembly = path.join(options.folder, 'cdk.out');
  const outputs = path.join(options.folder, 'outputs.json');
  const mark = path.join(options.folder, 'deployed-assembly');
  options.say('Bundling functions, synthesising the stacks …');
  await synthesise(assembly, options);
  const hash = await assemblyHash(assembly);
  const before = existsSync(mark) ? await readFile(mark, 'utf8') : undefined;
  if (before === hash) {
    options.say('The stacks have not changed');
    return readOutputs(outputs);
  }
  options.say('Deploying through CloudFormation …');
  await rm(mark, { force: true });
  const app = ['--app', assembly];
  if (before === undefined) await runCdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`, ...app], options);
  const deploy = ['deploy', '--all', '--require-approval', 'never', '--method', 'direct', '--concurrency', '3'];
  await runCdk([...deploy, '--outputs-file', outputs, ...app], options);
  await writeFile(mark, hash);
  return readOutputs(outputs);
};
