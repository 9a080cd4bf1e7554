import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { rescanPapers } from './rescan-papers.ts';

export const handler = stepHandler(contract, (environment) => {
  const rescan = rescanPapers({
    tables: openTables(environment),
    uploaded: openMessages(environment, environment.queueUrl('uploaded-papers')),
    hasScanner: environment.settings.SCANNER !== '',
  });
  return async (_event, { count }) => count('PapersRescanned', await rescan());
});
