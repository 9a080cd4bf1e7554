import { inboxRoutes } from '@erbao/api-contracts/inbox-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'inbox-api',
  purpose: 'Shows hospitals and clerks what they were told, and keeps who has read it',
  trigger: { kind: 'http', routes: inboxRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: { tables: { 'desk-messages': 'read-write', 'audit-events': 'write' } },
  impact: 'Hospitals and clerks do not see questions, differences and dates that wait for them.',
});
