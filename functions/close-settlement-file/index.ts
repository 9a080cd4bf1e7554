import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { closeSettlementFile } from './close-settlement-file.ts';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) =>
  closeSettlementFile({
    tables: openTables(environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    schemes: publishedSchemeBook(),
    schemeId: environment.settings.SCHEME_ID,
    clock: systemClock,
  }),
);
