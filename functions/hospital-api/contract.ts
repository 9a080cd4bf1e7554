import { hospitalRoutes } from '@erbao/api-contracts/hospital-routes';
import { statementRoutes } from '@erbao/api-contracts/statement-routes';
import { settlementMonthRoutes } from '@erbao/api-contracts/settlement-month-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import { payerAccountsSchema } from '@erbao/payout/payer-accounts';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'hospital-api',
  purpose: "The doors of the month: hospitals' files, differences and summaries, and the clerks who close it",
  trigger: { kind: 'http', routes: [...hospitalRoutes, ...settlementMonthRoutes, ...statementRoutes] },
  event: z.unknown(),
  settings: z.object({
    SCHEME_ID: z.string().min(1),
    FUND_SUM_RULES: z.string().min(1),
    PAYER_ACCOUNTS: payerAccountsSchema,
  }),
  access: {
    tables: {
      'settlement-files': 'read-write',
      'hospital-months': 'read-write',
      'hospital-settlements': 'read-write',
      members: 'read',
      adjudications: 'read-write',
      accumulators: 'read-write',
      hospitals: 'read',
      statements: 'read-write',
      payments: 'write',
      'ledger-entries': 'write',
      'late-lines': 'write',
      deadlines: 'read-write',
      'operator-days': 'read',
      outbox: 'write',
      'audit-events': 'write',
    },
    buckets: { 'settlement-files': 'read-write' },
    keys: { 'personal-data': 'encrypt', 'identity-index': 'mac' },
  },
  impact: 'Hospitals can neither upload month files nor fetch results.',
});
