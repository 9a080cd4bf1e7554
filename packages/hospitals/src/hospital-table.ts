import { defineTable } from '@erbao/dynamo-kit/table';

export const hospitalTable = defineTable({
  name: 'hospitals',
  partitionKey: 'hospitalId',
  indexes: {},
  streamed: false,
});
