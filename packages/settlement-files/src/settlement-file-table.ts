import { defineTable } from '@erbao/dynamo-kit/table';

/** A month file: its `FILE` item, and one `ROW#…` item for every row, written with the row's decision. */
export const settlementFileTable = defineTable({
  name: 'settlement-files',
  partitionKey: 'fileId',
  sortKey: 'part',
  indexes: {
    'by-hospital': { partitionKey: 'hospitalId', sortKey: 'ticketedAt' },
    'by-state': { partitionKey: 'state', sortKey: 'ticketedAt' },
  },
  streamed: false,
});
