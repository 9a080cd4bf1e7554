import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { contract } from './contract.ts';
import { takeBankResult } from './take-bank-result.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('uploaded-bank-results')),
  run: takeBankResult({
    tables: openTables(environment),
    files: openFiles(environment.bucket('bank-files'), environment),
    payers: environment.settings.PAYER_ACCOUNTS,
    clock: systemClock,
  }),
}));
