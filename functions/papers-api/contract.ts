import { paperCheckRoutes } from '@erbao/api-contracts/paper-check-routes';
import { paperRoutes } from '@erbao/api-contracts/paper-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'papers-api',
  purpose:
    'The doors about papers: uploads in parts, what became of a paper, looking at those of a claim, comparing them',
  trigger: { kind: 'http', routes: [...paperRoutes, ...paperCheckRoutes] },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      documents: 'read-write',
      claims: 'read-write',
      'claim-keys': 'read',
      members: 'read',
      'paper-readings': 'read',
      'paper-corrections': 'read-write',
      'paper-marks': 'read-write',
      'paper-comparisons': 'read-write',
      'receipt-checks': 'read-write',
      payments: 'read-write',
      'audit-events': 'write',
      archives: 'read-write',
      outbox: 'write',
    },
    keys: { 'personal-data': 'encrypt-decrypt' },
    buckets: { papers: 'read-write' },
  },
  impact: 'Papers cannot be looked at, nor large ones sent over weak lines.',
});
