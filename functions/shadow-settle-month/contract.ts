import { localDateSchema } from '@erbao/kernel/schemas';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'shadow-settle-month',
  purpose: "Checks a hospital's month so far as its end would, and keeps what it found",
  trigger: { kind: 'queue', queue: 'shadow-months', batchSize: 1 },
  event: z.object({ hospitalId: z.string(), month: z.string(), night: localDateSchema }),
  settings: z.object({}),
  access: {
    tables: {
      admissions: 'read',
      'hospital-months': 'read',
      'hospital-settlements': 'read',
      'settlement-files': 'read',
      'settlement-questions': 'read',
      'shadow-settlements': 'write',
    },
  },
  impact: "A hospital does not see what its month's end would find.",
  memoryMb: 1024,
  timeoutSeconds: 300,
});
