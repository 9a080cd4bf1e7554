import { defineTable } from '@erbao/dynamo-kit/table';

/** A subject (a claim) and its deadlines. */
export const deadlineTable = defineTable({
  name: 'deadlines',
  partitionKey: 'subjectId',
  sortKey: 'deadlineId',
  indexes: {},
  streamed: false,
});
