import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'settle-rows',
  purpose: 'Reads, decides and commits the rows of one chunk of a month file, each row once',
  trigger: { kind: 'step' },
  event: z.object({ fileId: z.string(), index: z.int() }),
  settings: z.object({ SCHEME_ID: z.string().min(1), FUND_SUM_RULES: z.string().min(1) }),
  access: {
    tables: {
      'settlement-files': 'read-write',
      hospitals: 'read',
      'hospital-settlements': 'read-write',
      members: 'read',
      adjudications: 'read-write',
      accumulators: 'read-write',
      'ledger-entries': 'write',
      'audit-events': 'write',
    },
    buckets: { 'settlement-files': 'read-write' },
    keys: { 'identity-index': 'mac' },
  },
  impact: 'Rows of month files are not decided; hospitals wait for their results.',
  memoryMb: 1024,
  timeoutSeconds: 600,
});
