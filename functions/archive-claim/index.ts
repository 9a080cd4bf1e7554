import { openArchive } from '@erbao/archive/s3/s3-archive';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { archiveClaim } from './archive-claim.ts';
import { contract } from './contract.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('claims-to-archive')),
  run: archiveClaim({
    tables: openTables(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    archive: openArchive(environment.bucket('archive'), environment),
  }),
}));
