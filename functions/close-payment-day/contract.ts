import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'close-payment-day',
  purpose: 'Assembles the approved payments of a day into one batch for the bank',
  trigger: { kind: 'step' },
  event: z.object({ batchId: z.string(), closingOn: z.iso.date(), assembledBy: z.string() }),
  settings: z.object({}),
  access: {
    tables: { payments: 'read-write', 'payment-batches': 'read-write', 'audit-events': 'write' },
  },
  impact: 'Approved benefits are not put into a payment batch.',
  timeoutSeconds: 300,
});
