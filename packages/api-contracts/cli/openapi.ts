/** `npm run -s openapi` prints the OpenAPI document; with `-- --claim-message` the JSON Schema of the claim message. */
import process from 'node:process';
import * as z from 'zod';
import { claimMessageSchema } from '../src/claim-message.ts';
import { openApiDocument } from './openapi-document.ts';

const asked = process.argv.includes('--claim-message')
  ? z.toJSONSchema(claimMessageSchema, { target: 'draft-2020-12', io: 'input' })
  : openApiDocument();
process.stdout.write(`${JSON.stringify(asked, null, 2)}\n`);
