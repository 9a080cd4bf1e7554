import { defineTable } from '@erbao/dynamo-kit/table';

/** A paper's readings by the version of the reader: a better reader reads again, and what was read before stays. */
export const paperReadingTable = defineTable({
  name: 'paper-readings',
  partitionKey: 'paperId',
  sortKey: 'readerVersion',
  indexes: {},
  streamed: false,
});
