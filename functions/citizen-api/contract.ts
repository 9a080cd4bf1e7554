import { citizenRoutes } from '@erbao/api-contracts/citizen-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'citizen-api',
  purpose: 'The doors for insured persons: papers, claims, notices',
  trigger: { kind: 'http', routes: citizenRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      documents: 'read-write',
      claims: 'read-write',
      hospitals: 'read',
      members: 'read',
      adjudications: 'read-write',
      accumulators: 'read-write',
      'ledger-entries': 'write',
      'review-tasks': 'read-write',
      deadlines: 'read-write',
      'operator-days': 'read',
      notices: 'read',
      payments: 'read',
      'audit-events': 'read-write',
      'workflow-waits': 'write',
      outbox: 'write',
    },
    buckets: { papers: 'read-write' },
    keys: { 'identity-index': 'mac' },
    queues: ['claim-messages'],
  },
  impact: 'Citizens cannot file or follow their claims.',
});
