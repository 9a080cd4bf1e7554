import { defineFunction } from '@erbao/lambda-kit/contract';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'write-notices',
  purpose:
    'Writes what happened into the inboxes of members, hospitals and clerks, once for each event, and orders the text message',
  trigger: { kind: 'stream', table: 'outbox', batchSize: 25 },
  event: outboxEventSchema,
  settings: z.object({}),
  access: { tables: { notices: 'write', 'desk-messages': 'write' }, queues: ['sms-messages'] },
  impact: 'Citizens, hospitals and clerks are not told of decisions, questions and dates.',
});
