import { defineTable } from '@erbao/dynamo-kit/table';

/** What makes a paper of a claim known again: one item a mark, claim and paper. */
export const paperMarkTable = defineTable({
  name: 'paper-marks',
  partitionKey: 'mark',
  sortKey: 'place',
  indexes: {},
  streamed: false,
});
