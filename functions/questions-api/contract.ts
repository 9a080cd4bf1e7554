import { questionRoutes } from '@erbao/api-contracts/question-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'questions-api',
  purpose: 'Questions between the fund and hospitals, on the settlement or the row they are about',
  trigger: { kind: 'http', routes: questionRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      'settlement-questions': 'read-write',
      'hospital-settlements': 'read',
      'settlement-files': 'read',
      'operator-days': 'read',
      deadlines: 'read-write',
      outbox: 'write',
      'audit-events': 'write',
    },
  },
  impact: 'Hospitals and clerks can neither ask nor answer about a settlement.',
});
