import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'split-settlement-file',
  purpose:
    'Reads a month file as a stream, counts its rows and cuts it into chunks, or refuses it as a whole',
  trigger: { kind: 'step' },
  event: z.object({ fileId: z.string() }),
  settings: z.object({}),
  access: {
    tables: {
      'settlement-files': 'read-write',
      'hospital-months': 'read-write',
      'audit-events': 'write',
      outbox: 'write',
    },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: 'Month files stay unread.',
  memoryMb: 1024,
  timeoutSeconds: 600,
});
