import { defineFunction } from '@erbao/lambda-kit/contract';
import { s3NotificationSchema } from '@erbao/lambda-kit/s3-notification';
import { payerAccountsSchema } from '@erbao/payout/payer-accounts';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'take-bank-result',
  purpose: "Books the bank's result file: paid, failed, or a question for a person",
  trigger: { kind: 'queue', queue: 'uploaded-bank-results', batchSize: 1 },
  event: s3NotificationSchema,
  settings: z.object({ PAYER_ACCOUNTS: payerAccountsSchema }),
  access: {
    tables: {
      payments: 'read-write',
      'payment-batches': 'read-write',
      'account-statements': 'read-write',
      'account-entries': 'write',
      claims: 'read-write',
      statements: 'read-write',
      'ledger-entries': 'write',
      deadlines: 'read-write',
      'operator-days': 'read',
      'audit-events': 'write',
      'workflow-waits': 'write',
      outbox: 'write',
    },
    buckets: { 'bank-files': 'read' },
  },
  impact: 'Payments made by the bank are not booked; citizens are not told.',
  timeoutSeconds: 300,
});
