import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'write-bank-file',
  purpose: 'Writes the approved batch as a file for the bank and marks its payments as sent',
  trigger: { kind: 'step' },
  event: z.object({ batchId: z.string() }),
  settings: z.object({}),
  access: {
    tables: {
      payments: 'read-write',
      'payment-batches': 'read-write',
      claims: 'read-write',
      statements: 'read',
      'audit-events': 'write',
    },
    buckets: { 'bank-files': 'read-write' },
    keys: { 'personal-data': 'decrypt' },
  },
  impact: 'Approved batches do not reach the bank.',
  timeoutSeconds: 900,
});
