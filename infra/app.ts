/** The CDK app: `cdk synth -c stage=test`. Bundles the functions first, so that no stale code is deployed. */
import process from 'node:process';
import { buildApp } from './build-app.ts';
import { bundleFunctions } from './bundle.ts';
import { FUNCTIONS } from './functions.ts';
import { checkLambdaPlatform } from './packages-apart.ts';
import { stageNamed } from './stages.ts';
import { checkByAwsSolutions, suppressionsOn } from './suppressions.ts';
import { TABLE_DESCRIPTIONS } from './tables.ts';
import { readWorkflows } from './workflow-definitions.ts';

/** The CLI hands its `-c` options over in this variable. */
const stageFromContext = (): string => {
  const context: unknown = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}');
  const stage =
    context !== null && typeof context === 'object' && 'stage' in context ? context.stage : undefined;
  return typeof stage === 'string' ? stage : (process.env['ERBAO_STAGE'] ?? 'test');
};

const stage = stageNamed(stageFromContext());
await checkLambdaPlatform();
await bundleFunctions(FUNCTIONS.map(({ contract }) => contract.name));
const app = buildApp(
  { stage, functions: FUNCTIONS, tables: TABLE_DESCRIPTIONS, workflows: readWorkflows() },
  process.env['CDK_OUTDIR'] ?? 'cdk.out',
);
checkByAwsSolutions(app, suppressionsOn(stage));
app.synth();
