import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { drawCopies } from '@erbao/documents/sharp/draw-copies';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { contract } from './contract.ts';
import { copyPaper } from './copy-paper.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('papers-to-copy')),
  run: copyPaper({
    tables: openTables(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    draw: drawCopies,
    clock: systemClock,
  }),
}));
