/** The ASL files of `infra/workflows`, one per workflow name of the contracts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WORKFLOWS, type WorkflowName } from '@erbao/lambda-kit/contract';

const WORKFLOW_FOLDER = path.join(import.meta.dirname, 'workflows');

export const readWorkflows = (folder = WORKFLOW_FOLDER): ReadonlyMap<WorkflowName, string> =>
  new Map(
    WORKFLOWS.flatMap((name) => {
      const file = path.join(folder, `${name}.asl.json`);
      return existsSync(file) ? [[name, readFileSync(file, 'utf8')] as const] : [];
    }),
  );
