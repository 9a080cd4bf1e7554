import { defineTable } from '@erbao/dynamo-kit/table';

/** Two items a wait: the TOKEN of the state that waits and the ANSWER of the person; either may come first. */
export const waitTable = defineTable({
  name: 'workflow-waits',
  partitionKey: 'waitId',
  sortKey: 'part',
  indexes: {},
  streamed: false,
});
