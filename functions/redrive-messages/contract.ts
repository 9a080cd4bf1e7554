import { defineFunction, QUEUES } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'redrive-messages',
  purpose:
    'Puts the messages of a dead-letter queue back into their queue (SQS redrive does not exist in AWS China)',
  trigger: { kind: 'manual' },
  event: z.object({ queue: z.enum(QUEUES), most: z.int().min(1).max(10_000).default(1_000) }),
  settings: z.object({}),
  access: { redrives: QUEUES },
  impact: 'Messages of dead-letter queues cannot be put back.',
  timeoutSeconds: 600,
});
