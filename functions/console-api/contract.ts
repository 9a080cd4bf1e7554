import { consoleRoutes } from '@erbao/api-contracts/console-routes';
import { defineFunction } from '@erbao/lambda-kit/contract';
import { payerAccountsSchema } from '@erbao/payout/payer-accounts';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'console-api',
  purpose: 'The doors for reviewers, finance and operations',
  trigger: { kind: 'http', routes: consoleRoutes },
  event: z.unknown(),
  settings: z.object({ PAYER_ACCOUNTS: payerAccountsSchema }),
  access: {
    tables: {
      claims: 'read-write',
      'claim-keys': 'read-write',
      'review-tasks': 'read-write',
      adjudications: 'read-write',
      accumulators: 'read-write',
      deadlines: 'read-write',
      members: 'read-write',
      hospitals: 'read',
      documents: 'read-write',
      payments: 'read-write',
      'payment-batches': 'read-write',
      'account-statements': 'read-write',
      'account-entries': 'read-write',
      statements: 'read-write',
      'ledger-entries': 'write',
      'audit-events': 'read-write',
      'workflow-waits': 'write',
      'operator-days': 'read-write',
      outbox: 'write',
    },
    buckets: { 'bank-files': 'read-write', papers: 'read-write' },
    queues: ['claim-messages'],
    keys: { 'personal-data': 'encrypt-decrypt', 'identity-index': 'mac' },
    workflows: { 'payment-run': 'start' },
  },
  impact: 'Reviewers and finance cannot work: nothing is approved or paid.',
});
