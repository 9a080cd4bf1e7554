import { claimMessageSchema } from '@erbao/api-contracts/claim-message';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'take-claim',
  purpose: 'Takes a claim message of any channel, keeps the claim, starts its review',
  trigger: { kind: 'queue', queue: 'claim-messages', batchSize: 5 },
  event: claimMessageSchema,
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read-write',
      'claim-keys': 'write',
      members: 'read',
      hospitals: 'read',
      deadlines: 'write',
      'operator-days': 'read',
      'audit-events': 'read-write',
      outbox: 'write',
    },
    keys: { 'personal-data': 'encrypt-decrypt', 'identity-index': 'mac' },
    workflows: { 'claim-review': 'start' },
  },
  impact: 'Filed claims are not taken in: citizens see no progress and the five-day promise is at risk.',
});
