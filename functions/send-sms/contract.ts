import { defineFunction } from '@erbao/lambda-kit/contract';
import { smsOrderSchema } from '@erbao/notices/sms';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'send-sms',
  purpose: "Sends what happened to the member's telephone, once for each event",
  trigger: { kind: 'queue', queue: 'sms-messages', batchSize: 5 },
  event: smsOrderSchema,
  settings: z.object({
    /** Empty: nothing is sent, the record is kept. */
    SMS_ENDPOINT: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
    SMS_APP_ID: z.string(),
    SMS_SIGN_NAME: z.string(),
  }),
  access: {
    tables: { 'sms-sends': 'read-write', members: 'read' },
    keys: { 'personal-data': 'decrypt' },
    secrets: ['sms-provider'],
  },
  impact: 'Citizens get no messages on their telephones; their inbox still has everything.',
  timeoutSeconds: 60,
});
