import { defineTable } from '@erbao/dynamo-kit/table';

/** 账户对账单 as uploaded: one item a file. */
export const accountStatementTable = defineTable({
  name: 'account-statements',
  partitionKey: 'accountStatementId',
  indexes: {},
  streamed: false,
});

/** Bookings that no payment of ours explains, until a person has. */
export const accountEntryTable = defineTable({
  name: 'account-entries',
  partitionKey: 'entryId',
  indexes: { 'by-state': { partitionKey: 'state', sortKey: 'takenAt' } },
  streamed: false,
});
