import { defineTable } from '@erbao/dynamo-kit/table';

/** A member's inbox of notices. */
export const noticeTable = defineTable({
  name: 'notices',
  partitionKey: 'memberId',
  sortKey: 'place',
  indexes: {},
  streamed: false,
});
