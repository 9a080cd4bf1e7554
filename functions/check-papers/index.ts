import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { checkPapers } from './check-papers.ts';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) =>
  checkPapers({
    tables: openTables(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    clock: systemClock,
  }),
);
