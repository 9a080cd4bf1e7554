import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { likenessOfPage } from '@erbao/documents/sharp/draw-copies';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import type { ReadPaper } from '@erbao/page-text/read-paper';
import { openReader } from '@erbao/page-text/wasm/open-reader';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import { readPaper } from './read-paper.ts';

let reader: Promise<ReadPaper> | undefined;
/** Opened by the first paper: for papers that are not read the models are not loaded. */
const read: ReadPaper = async (paper) => {
  reader ??= openReader().catch((thrown: unknown) => {
    reader = undefined;
    throw thrown;
  });
  return (await reader)(paper);
};

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('papers-to-read')),
  run: readPaper({
    tables: openTables(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    cipher: openFieldCipher(environment),
    clock: systemClock,
    read,
    likeness: likenessOfPage,
  }),
}));
