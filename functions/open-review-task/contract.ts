import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'open-review-task',
  purpose:
    'Puts the next level of review of a decided claim before the people whose role it is, and waits for them',
  trigger: { kind: 'step' },
  event: z.object({ claimId: z.string(), token: z.string() }),
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read',
      'review-tasks': 'read-write',
      deadlines: 'read',
      'workflow-waits': 'read-write',
      'audit-events': 'write',
      outbox: 'write',
    },
    workflows: { 'claim-review': 'answer' },
  },
  impact: 'Decided claims do not reach a reviewer.',
});
