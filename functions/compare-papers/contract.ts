import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'compare-papers',
  purpose:
    'Holds the papers of a complete claim against each other, the claim and the papers of other claims',
  trigger: { kind: 'step' },
  event: z.object({ claimId: z.string() }),
  settings: z.object({}),
  access: {
    tables: {
      claims: 'read',
      'claim-keys': 'read',
      members: 'read',
      documents: 'read',
      'paper-readings': 'read',
      'paper-corrections': 'read',
      'paper-marks': 'read-write',
      'paper-comparisons': 'read-write',
    },
    keys: { 'personal-data': 'decrypt' },
  },
  impact: 'Complete claims stand still before the engine decides them.',
});
