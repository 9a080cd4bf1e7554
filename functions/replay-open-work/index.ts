import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { replayOpenWork } from './replay-open-work.ts';

export const handler = stepHandler(contract, (environment) =>
  replayOpenWork({
    tables: openTables(environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    workflows: openWorkflows(environment),
  }),
);
