/** Bundles, synthesises and deploys the whole app to the local cloud, through the CDK CLI and CloudFormation. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import * as z from 'zod';
import { buildApp } from '../build-app.ts';
import { bundleFunctions } from '../bundle.ts';
import { FUNCTIONS } from '../functions.ts';
import { localStage } from '../stages.ts';
import { TABLE_DESCRIPTIONS } from '../tables.ts';
import { readWorkflows } from '../workflow-definitions.ts';
import { ACCOUNT, awsVariables, REGION } from './emulator.ts';
import type { Kept } from './kept.ts';
import { sourceHash } from './source-hash.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

export type DeployOptions = {
  readonly endpoint: string;
  readonly issuer: string;
  readonly pageOrigins: readonly string[];
  /** For the bundles and the assembly. */
  readonly folder: string;
  /** Remembers the sources; the same ones are not deployed a second time. */
  readonly kept: Kept;
  readonly say: (line: string) => void;
};

const deployedSchema = z.object({
  /** Of the sources it was made from. */
  source: z.string(),
  apiId: z.string(),
  personalDataKey: z.string(),
  identityIndexKey: z.string(),
});
export type Deployed = z.infer<typeof deployedSchema>;

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

const outputsSchema = z.object({
  'erbao-local-api': z.object({ ApiId: z.string() }),
  'erbao-local-data': z.object({ PersonalDataKey: z.string(), IdentityIndexKey: z.string() }),
});

const readOutputs = async (file: string, source: string): Promise<Deployed> => {
  const outputs = outputsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    source,
    apiId: outputs['erbao-local-api'].ApiId,
    personalDataKey: outputs['erbao-local-data'].PersonalDataKey,
    identityIndexKey: outputs['erbao-local-data'].IdentityIndexKey,
  };
};

/** ClamAV's daemon, where Debian's package `clamav-daemon` runs on this machine. */
const CLAMD = '/run/clamav/clamd.ctl';
const scannerHere = () => (existsSync(CLAMD) ? { scanner: CLAMD } : {});

const synthesise = async (assembly: string, options: DeployOptions): Promise<void> => {
  const bundles = path.join(options.folder, 'bundles');
  await bundleFunctions(
    FUNCTIONS.map(({ contract }) => contract.name),
    bundles,
  );
  await rm(assembly, { recursive: true, force: true });
  const stage = { ...localStage(options.issuer, options.pageOrigins), ...scannerHere() };
  const workflows = readWorkflows();
  buildApp({ stage, functions: FUNCTIONS, tables: TABLE_DESCRIPTIONS, workflows, bundles }, assembly).synth();
};

export const deployLocally = async (options: DeployOptions): Promise<Deployed> => {
  const source = await sourceHash([options.issuer, ...options.pageOrigins, JSON.stringify(scannerHere())]);
  const before = deployedSchema.safeParse(options.kept.recall('deployment')).data;
  if (before?.source === source) {
    options.say('Nothing to deploy: the sources have not changed');
    return before;
  }
  const assembly = path.join(options.folder, 'cdk.out');
  const outputs = path.join(options.folder, 'outputs.json');
  options.say('Bundling functions, synthesising the stacks …');
  await synthesise(assembly, options);
  options.say('Deploying through CloudFormation …');
  const app = ['--app', assembly];
  if (before === undefined) await runCdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`, ...app], options);
  const deploy = [
    'deploy',
    '--all',
    '--require-approval',
    'never',
    '--method',
    'direct',
    '--concurrency',
    '3',
  ];
  await runCdk([...deploy, '--outputs-file', outputs, ...app], options);
  const deployed = await readOutputs(outputs, source);
  options.kept.remember('deployment', deployed);
  return deployed;
};
