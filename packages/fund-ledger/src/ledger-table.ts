import { defineTable } from '@erbao/dynamo-kit/table';

/** A book is one scheme's month (`nansha-2018#2026-11`). */
export const ledgerTable = defineTable({
  name: 'ledger-entries',
  partitionKey: 'book',
  sortKey: 'entryId',
  indexes: { 'by-subject': { partitionKey: 'subjectId', sortKey: 'at' } },
  streamed: false,
});
