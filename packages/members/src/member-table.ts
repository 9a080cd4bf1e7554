import { defineTable } from '@erbao/dynamo-kit/table';

export const memberTable = defineTable({
  name: 'members',
  partitionKey: 'memberId',
  indexes: {},
  streamed: false,
});
