import { claimToArchiveSchema } from '@erbao/outbox/claim-to-archive';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'archive-claim',
  purpose:
    'Puts the papers and letters of an ended claim and their manifest into the locked archive; sets and lifts holds',
  trigger: { kind: 'queue', queue: 'claims-to-archive', batchSize: 1 },
  event: claimToArchiveSchema,
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read',
      documents: 'read',
      archives: 'read-write',
      'audit-events': 'read-write',
      members: 'read',
      hospitals: 'read',
      adjudications: 'read',
      deadlines: 'read',
      payments: 'read',
    },
    keys: { 'personal-data': 'decrypt' },
    buckets: { papers: 'read', archive: 'read-write-hold' },
  },
  impact:
    'Papers of ended claims are not archived; they stay in the bucket of papers until this works again.',
  timeoutSeconds: 120,
  memoryMb: 1024,
});
