import { brotliDecompressSync } from 'node:zlib';
import { openArchive } from '@erbao/archive/s3/s3-archive';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { embeddedFont } from '@erbao/letters/embedded-font';
import { openRenderer } from '@erbao/letters/render-pdf';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { archiveClaim } from './archive-claim.ts';
import { contract } from './contract.ts';

/** Read into memory by the first name that needs it, as the door that prints letters does. */
const openRare = async () =>
  brotliDecompressSync((await import('@erbao/letters/rare-characters')).packedRareCharacters);

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('claims-to-archive')),
  run: archiveClaim({
    tables: openTables(environment),
    cipher: openFieldCipher(environment),
    schemes: publishedSchemeBook(),
    render: openRenderer(embeddedFont, openRare),
    papers: openFiles(environment.bucket('papers'), environment),
    archive: openArchive(environment.bucket('archive'), environment),
  }),
}));
