import { shadowRoutes } from '@erbao/api-contracts/shadow-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'shadow-api',
  purpose:
    'Shows hospitals and clerks what last night found in the month so far, and stays that nobody registered',
  trigger: { kind: 'http', routes: shadowRoutes },
  event: z.unknown(),
  settings: z.object({}),
  access: {
    tables: { 'shadow-settlements': 'read', 'hospital-settlements': 'read', admissions: 'read' },
  },
  impact: 'Nobody sees what the nightly check found; the checks themselves go on.',
});
