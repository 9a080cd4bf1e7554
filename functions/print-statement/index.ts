import { brotliDecompressSync } from 'node:zlib';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { embeddedFont } from '@erbao/letters/embedded-font';
import { openRenderer } from '@erbao/letters/render-pdf';
import { contract } from './contract.ts';
import { printStatement } from './print-statement.ts';

const openRare = async () =>
  brotliDecompressSync((await import('@erbao/letters/rare-characters')).packedRareCharacters);

export const handler = stepHandler(contract, (environment) =>
  printStatement({
    tables: openTables(environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    schemes: publishedSchemeBook(),
    render: openRenderer(embeddedFont, openRare),
  }),
);
