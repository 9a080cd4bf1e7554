import { hisRoutes } from '@erbao/api-contracts/his-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'his-api',
  purpose: "The doors for hospitals' systems: admissions, and settling at discharge",
  trigger: { kind: 'http', routes: hisRoutes },
  event: z.unknown(),
  settings: z.object({
    SCHEME_ID: z.string().min(1),
    /** Which areas count the personal account into fund_pay_sumamt, e.g. `44=account-included,*=account-excluded`. */
    FUND_SUM_RULES: z.string().min(1),
  }),
  access: {
    tables: {
      accumulators: 'read-write',
      adjudications: 'read-write',
      admissions: 'read-write',
      'audit-events': 'write',
      deadlines: 'write',
      outbox: 'write',
      'hospital-months': 'read-write',
      'hospital-settlements': 'read-write',
      hospitals: 'read',
      'late-lines': 'write',
      'ledger-entries': 'write',
      members: 'read',
    },
    keys: { 'identity-index': 'mac' },
  },
  impact: 'Hospitals cannot settle at discharge; patients pay in full and claim later.',
  memoryMb: 1024,
  timeoutSeconds: 20,
});
