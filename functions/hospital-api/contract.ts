import { hospitalRoutes } from '@erbao/api-contracts/hospital-routes';
import { settlementMonthRoutes } from '@erbao/api-contracts/settlement-month-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'hospital-api',
  purpose: "The doors of the month: hospitals' files, differences and summaries, and the clerks who close it",
  trigger: { kind: 'http', routes: [...hospitalRoutes, ...settlementMonthRoutes] },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: {
      'settlement-files': 'read-write',
      'hospital-months': 'read-write',
      'hospital-settlements': 'read',
      hospitals: 'read',
      'audit-events': 'write',
    },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: 'Hospitals can neither upload month files nor fetch results.',
});
