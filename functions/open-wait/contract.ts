import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'open-wait',
  purpose: 'Keeps the token of a waiting state until its answer is there',
  trigger: { kind: 'step' },
  event: z.object({ waitId: z.string(), token: z.string() }),
  settings: z.object({}),
  access: {
    tables: { 'workflow-waits': 'read-write' },
    workflows: { 'claim-review': 'answer', 'payment-run': 'answer' },
  },
  impact: 'Workflows cannot wait for supplements, approvals or bank results.',
});
