import { letterRoutes } from '@erbao/api-contracts/letter-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

/** Apart from the other doors: the typeface is 10 MB, and nobody else should wait for it at a cold start. */
export const contract = defineFunction({
  name: 'letters-api',
  purpose: 'Prints letters and batch papers when they are asked for',
  trigger: { kind: 'http', routes: letterRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read',
      members: 'read',
      hospitals: 'read',
      adjudications: 'read',
      deadlines: 'read',
      payments: 'read',
      'payment-batches': 'read',
      statements: 'read',
      'hospital-months': 'read',
      'audit-events': 'read-write',
    },
    buckets: { papers: 'read-write', 'settlement-files': 'read' },
    keys: { 'personal-data': 'decrypt' },
  },
  impact: 'Decision letters, refusals and batch papers cannot be printed.',
  memoryMb: 1024,
});
