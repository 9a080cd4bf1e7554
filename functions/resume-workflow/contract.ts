import { defineFunction } from '@erbao/lambda-kit/contract';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'resume-workflow',
  purpose:
    'Carries a committed answer to the workflow that waits for it; starts watches and reviews; closes kept promises',
  trigger: { kind: 'stream', table: 'outbox', batchSize: 25 },
  event: outboxEventSchema,
  settings: z.object({}),
  access: {
    tables: {
      'workflow-waits': 'read',
      claims: 'read-write',
      statements: 'read',
      'review-tasks': 'read-write',
      deadlines: 'read-write',
      'audit-events': 'write',
      outbox: 'write',
      'operator-days': 'read',
    },
    queues: ['claims-to-archive'],
    workflows: {
      'claim-review': 'start-answer',
      'payment-run': 'answer',
      'deadline-watch': 'start',
      'hospital-month': 'start',
    },
  },
  impact: 'Reviewed claims and approved batches stand still although people have decided.',
});
