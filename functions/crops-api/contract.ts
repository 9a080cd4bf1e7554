import { cropRoutes } from '@erbao/api-contracts/paper-check-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

/** Apart from the other doors about papers: it carries the image libraries, and opens originals of up to 70 million pixels. */
export const contract = defineFunction({
  name: 'crops-api',
  purpose: 'Cuts out of a paper what a clerk compares with its reading, field by field',
  trigger: { kind: 'http', routes: cropRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: { claims: 'read', documents: 'read', 'paper-readings': 'read', 'audit-events': 'write' },
    buckets: { papers: 'read-write' },
  },
  impact: 'Clerks compare readings with whole pages instead of with the part that counts.',
  // a HEIC of 48 million pixels is 190 MB decoded, twice
  memoryMb: 2048,
});
