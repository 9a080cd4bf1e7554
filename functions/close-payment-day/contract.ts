import { defineFunction } from '@erbao/lambda-kit/contract';
import { bankFormatsSchema } from '@erbao/payout/bank-formats';
import { payerAccountsSchema } from '@erbao/payout/payer-accounts';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'close-payment-day',
  purpose: 'Assembles the approved payments of a day into one batch for the bank',
  trigger: { kind: 'step' },
  event: z.object({
    batchId: z.string(),
    closingOn: z.iso.date(),
    assembledBy: z.string(),
    payees: z.string(),
  }),
  settings: z.object({ BANK_FORMATS: bankFormatsSchema, PAYER_ACCOUNTS: payerAccountsSchema }),
  access: {
    tables: {
      payments: 'read-write',
      'payment-batches': 'read-write',
      claims: 'read',
      members: 'read',
      'receipt-checks': 'read',
      hospitals: 'read',
      'audit-events': 'write',
    },
    keys: { 'personal-data': 'decrypt' },
  },
  impact: 'Approved benefits are not put into a payment batch.',
  timeoutSeconds: 900,
});
