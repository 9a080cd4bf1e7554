import { defineTable } from '@erbao/dynamo-kit/table';

export const paymentTable = defineTable({
  name: 'payments',
  partitionKey: 'paymentId',
  indexes: {
    'by-state': { partitionKey: 'state', sortKey: 'payableOn' },
    'by-batch': { partitionKey: 'batchId', sortKey: 'paymentId' },
  },
  streamed: false,
});

export const paymentBatchTable = defineTable({
  name: 'payment-batches',
  partitionKey: 'batchId',
  indexes: {
    'by-day': { partitionKey: 'closingOn', sortKey: 'batchId' },
    'by-state': { partitionKey: 'state', sortKey: 'closingOn' },
  },
  streamed: false,
});
