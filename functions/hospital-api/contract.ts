import { hospitalRoutes } from '@erbao/api-contracts/hospital-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'hospital-api',
  purpose: "The doors for hospitals' finance offices: month files and their results",
  trigger: { kind: 'http', routes: hospitalRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: { 'settlement-files': 'read-write', hospitals: 'read', 'audit-events': 'write' },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: 'Hospitals can neither upload month files nor fetch results.',
});
