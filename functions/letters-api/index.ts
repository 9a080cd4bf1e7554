import { brotliDecompressSync } from 'node:zlib';
import * as routes from '@erbao/api-contracts/letter-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { embeddedFont } from '@erbao/letters/embedded-font';
import { openRenderer } from '@erbao/letters/render-pdf';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import * as letters from './letters.ts';
import { readStatementPaper } from './statement-papers.ts';

/** Read into memory by the first name that needs it, not at every cold start. */
const openRare = async () =>
  brotliDecompressSync((await import('@erbao/letters/rare-characters')).packedRareCharacters);

export const handler = httpHandler(contract, (environment) => {
  const needs = {
    tables: openTables(environment),
    cipher: openFieldCipher(environment),
    schemes: publishedSchemeBook(),
    papers: openFiles(environment.bucket('papers'), environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    render: openRenderer(embeddedFont, openRare),
    clock,
  };
  return [
    bind(routes.readOwnLetter, letters.readOwnLetter(needs)),
    bind(routes.readClaimLetter, letters.readClaimLetter(needs)),
    bind(routes.readBatchPaper, letters.readBatchPaper(needs)),
    bind(routes.readStatementPaper, readStatementPaper(needs)),
  ];
});
