import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'close-month',
  purpose: 'Closes a month whose record adds up to what was agreed, and prepares a statement for each payer',
  trigger: { kind: 'step' },
  event: z.object({ hospitalId: z.string(), month: z.string() }),
  settings: z.object({ SCHEME_ID: z.string().min(1) }),
  access: {
    tables: {
      'hospital-months': 'read-write',
      statements: 'read-write',
      'late-lines': 'read-write',
      deadlines: 'read-write',
      'operator-days': 'read',
      'audit-events': 'write',
      outbox: 'write',
    },
    buckets: { 'settlement-files': 'read' },
  },
  impact: "Hospitals' months stay in closing; nothing is paid for them.",
});
