/** Templates of the app for a stage, with a stand-in for each bundle: what is tested is the stack, not the code in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { buildApp } from '../../infra/build-app.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import type { Stage } from '../../infra/stages.ts';
import { TABLE_DESCRIPTIONS } from '../../infra/tables.ts';
import { readWorkflows } from '../../infra/workflow-definitions.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });

export type Resource = z.infer<typeof resourceSchema> & { readonly id: string; readonly stack: string };

export type Synthesised = {
  readonly stacks: ReadonlyMap<string, unknown>;
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const standIns = (folder: string): string => {
  const bundles = path.join(folder, 'bundles');
  for (const { contract } of FUNCTIONS) {
    mkdirSync(path.join(bundles, contract.name), { recursive: true });
    writeFileSync(path.join(bundles, contract.name, 'index.mjs'), `// ${contract.name}\n`);
  }
  return bundles;
};

export const appOf = (stage: Stage): App => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'erbao-synth-'));
  folders.push(folder);
  const workflows = readWorkflows();
  return buildApp(
    { stage, functions: FUNCTIONS, tables: TABLE_DESCRIPTIONS, workflows, bundles: standIns(folder) },
    path.join(folder, 'cdk.out'),
  );
};

export const synthesise = (stage: Stage): Synthesised => {
  const stacks = new Map<string, unknown>(
    appOf(stage)
      .synth()
      .stacks.map((stack) => [stack.stackName, stack.template]),
  );
  const resources = [...stacks].flatMap(([stack, template]) =>
    Object.entries(templateSchema.parse(template).Resources).map(([id, resource]) => ({
      ...resource,
      id,
      stack,
    })),
  );
  return { stacks, resources, ofType: (type) => resources.filter((resource) => resource.Type === type) };
};
