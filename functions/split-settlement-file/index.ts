import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { splitSettlementFile } from './split-settlement-file.ts';

export const handler = stepHandler(contract, (environment) =>
  splitSettlementFile({
    tables: openTables(environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    clock: systemClock,
  }),
);
