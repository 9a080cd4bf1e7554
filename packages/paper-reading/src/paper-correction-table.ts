import { defineTable } from '@erbao/dynamo-kit/table';

/** What people typed beside what the machine read; nothing is overwritten. */
export const paperCorrectionTable = defineTable({
  name: 'paper-corrections',
  partitionKey: 'paperId',
  sortKey: 'place',
  indexes: {},
  streamed: false,
});
