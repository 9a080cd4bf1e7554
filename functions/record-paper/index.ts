import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openScanner } from '@erbao/documents/clamd/clamd-scanner';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { contract } from './contract.ts';
import { recordPaper } from './record-paper.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('uploaded-papers')),
  run: recordPaper({
    tables: openTables(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    scan: openScanner(environment.settings.SCANNER),
    toCopy: openMessages(environment, environment.queueUrl('papers-to-copy')),
    toRead: openMessages(environment, environment.queueUrl('papers-to-read')),
    clock: systemClock,
  }),
}));
