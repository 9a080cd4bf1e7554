import { defineFunction } from '@erbao/lambda-kit/contract';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'write-notices',
  purpose: "Writes what happened into the member's inbox, once for each event, and orders the text message",
  trigger: { kind: 'stream', table: 'outbox', batchSize: 25 },
  event: outboxEventSchema,
  settings: z.object({}),
  access: { tables: { notices: 'write' }, queues: ['sms-messages'] },
  impact: 'Citizens are not told of decisions and payments.',
});
