import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'open-hospital-months',
  purpose: 'Opens the month that is over for every designated hospital, with the date of its papers',
  // 00:30 in Beijing, every day: what a lost run has not opened on the 1st, the next one opens
  trigger: { kind: 'schedule', cron: 'cron(30 16 * * ? *)' },
  event: z.unknown(),
  settings: z.object({ SCHEME_ID: z.string().min(1) }),
  access: {
    tables: {
      hospitals: 'read',
      'hospital-months': 'read-write',
      deadlines: 'read-write',
      'operator-days': 'read',
      'audit-events': 'write',
      outbox: 'write',
    },
  },
  impact: 'Nobody notices a hospital that hands in no month file.',
  timeoutSeconds: 300,
});
