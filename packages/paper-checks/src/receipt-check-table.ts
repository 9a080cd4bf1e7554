import { defineTable } from '@erbao/dynamo-kit/table';

/** 票据查验: every check of a claim's receipt that a person made on the national platform; nothing is overwritten. */
export const receiptCheckTable = defineTable({
  name: 'receipt-checks',
  partitionKey: 'claimId',
  sortKey: 'checkedAt',
  indexes: {},
  streamed: false,
});
