import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as routes from '@erbao/api-contracts/paper-check-routes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { openPageRenderer, type RenderPages } from '@erbao/page-text/render-pages';
import { cutPicture as cut } from '@erbao/page-text/sharp/cut-picture';
import { decodePicture as decode } from '@erbao/page-text/sharp/decode-picture';
import { contract } from './contract.ts';
import { readCrops } from './crops.ts';

const wasm = () => readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
/** PDFium is loaded by the first PDF. */
const render: RenderPages = async (pdf, wish) => (await openPageRenderer(await wasm()))(pdf, wish);

export const handler = httpHandler(contract, (environment) => {
  const papers = openFiles(environment.bucket('papers'), environment);
  return [
    bind(
      routes.readCrops,
      readCrops({ tables: openTables(environment), papers, clock, decode, render, cut }),
    ),
  ];
});
