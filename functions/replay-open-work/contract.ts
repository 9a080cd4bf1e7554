import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'replay-open-work',
  purpose: 'Puts open claims, month files and batches back into workflows after executions were lost',
  trigger: { kind: 'manual' },
  /** `round` makes the new execution names unique; use a new one for every replay, e.g. `20261122-1`. */
  event: z.object({ round: z.string().regex(/^[A-Za-z0-9-]{1,24}$/) }),
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read',
      deadlines: 'read',
      hospitals: 'read',
      'settlement-files': 'read',
      'settlement-questions': 'read',
      'hospital-months': 'read',
      statements: 'read',
      'payment-batches': 'read',
    },
    buckets: { 'settlement-files': 'read' },
    workflows: {
      'claim-review': 'start',
      'deadline-watch': 'start',
      'settlement-file': 'start',
      'hospital-month': 'start',
      'payment-run': 'start',
    },
  },
  impact: 'Lost executions cannot be put back.',
  timeoutSeconds: 600,
});
