import { paperRoutes } from '@erbao/api-contracts/paper-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'papers-api',
  purpose: 'The doors about papers: uploads in parts, what became of a paper, looking at those of a claim',
  trigger: { kind: 'http', routes: paperRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      documents: 'read-write',
      claims: 'read',
      'audit-events': 'write',
      archives: 'read-write',
      outbox: 'write',
    },
    buckets: { papers: 'read-write' },
  },
  impact: 'Papers cannot be looked at, nor large ones sent over weak lines.',
});
