/** `npm run deploy -- --stage NAME [further options of cdk deploy]`: to AWS, with the credentials of the environment. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { stageNamed, UNSET_ISSUER } from './stages.ts';

const CDK = path.join(import.meta.dirname, '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');

const refuse = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const readArguments = (
  args: readonly string[],
): { readonly name: string; readonly rest: readonly string[] } => {
  const at = args.indexOf('--stage');
  const name = at === -1 ? undefined : args[at + 1];
  if (name === undefined) return refuse('Which stage? npm run deploy -- --stage test');
  return { name, rest: [...args.slice(0, at), ...args.slice(at + 2)] };
};

const { name, rest } = readArguments(process.argv.slice(2));
try {
  const stage = stageNamed(name);
  if (stage.name === 'local') refuse('The local stage is deployed by npm start');
  if (stage.issuer === UNSET_ISSUER) {
    refuse(`Stage "${stage.name}" names no identity provider yet: set its issuer in infra/stages.ts`);
  }
  const deploy = ['deploy', '--all', '-c', `stage=${stage.name}`, ...rest];
  process.exit(spawnSync(process.execPath, [CDK, ...deploy], { stdio: 'inherit' }).status ?? 1);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
