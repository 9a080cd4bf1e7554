import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'close-settlement-file',
  purpose: 'Adds up the results of a month file, checks that no row is missing, and writes the result file',
  trigger: { kind: 'step' },
  event: z.object({ fileId: z.string() }),
  settings: z.object({ SCHEME_ID: z.string().min(1) }),
  access: {
    tables: {
      'settlement-files': 'read-write',
      'hospital-months': 'read-write',
      'hospital-settlements': 'read',
      deadlines: 'read-write',
      'operator-days': 'read',
      outbox: 'write',
      'audit-events': 'write',
    },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: 'Hospitals do not get the results of their month files.',
  memoryMb: 1024,
  timeoutSeconds: 600,
});
