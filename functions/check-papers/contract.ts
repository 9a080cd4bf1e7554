import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'check-papers',
  purpose:
    'Finds whether the papers of a claim are complete; if so the claim is accepted and its promise starts',
  trigger: { kind: 'step' },
  event: z.object({ claimId: z.string() }),
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read-write',
      members: 'read',
      documents: 'read-write',
      deadlines: 'read-write',
      'operator-days': 'read',
      'audit-events': 'write',
      outbox: 'write',
    },
    buckets: { papers: 'read' },
  },
  impact: 'Claims are neither accepted nor returned: nobody is told what is missing.',
});
