import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'adjudicate-claim',
  purpose:
    'Decides an accepted claim by the scheme of its date and commits decision, ceilings and ledger together',
  trigger: { kind: 'step' },
  event: z.object({ claimId: z.string() }),
  settings: z.object({ SCHEME_ID: z.string().min(1), AUTOMATION: z.enum(['on', 'off']) }),
  access: {
    tables: {
      claims: 'read-write',
      'paper-comparisons': 'read',
      'claim-keys': 'read',
      'hospital-settlements': 'read',
      members: 'read',
      hospitals: 'read',
      adjudications: 'read-write',
      deadlines: 'read',
      payments: 'write',
      'review-tasks': 'write',
      accumulators: 'read-write',
      'ledger-entries': 'write',
      'operator-days': 'read',
      'audit-events': 'write',
      outbox: 'write',
    },
  },
  impact: 'Accepted claims are not decided: nothing reaches the reviewers.',
});
