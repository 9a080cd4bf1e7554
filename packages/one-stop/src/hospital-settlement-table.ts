import { defineTable } from '@erbao/dynamo-kit/table';

/** One item a settlement, whichever door it came through; an account is a hospital's month (`H44011500001#2026-10`). */
export const hospitalSettlementTable = defineTable({
  name: 'hospital-settlements',
  partitionKey: 'settlementId',
  indexes: {
    'by-account': { partitionKey: 'account', sortKey: 'settlementId' },
    'by-hospital': { partitionKey: 'hospitalId', sortKey: 'settledAt' },
    'by-member': { partitionKey: 'memberId', sortKey: 'settledAt' },
  },
  streamed: false,
});
