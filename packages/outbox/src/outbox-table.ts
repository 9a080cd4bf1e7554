import { defineTable } from '@erbao/dynamo-kit/table';

export const outboxTable = defineTable({
  name: 'outbox',
  partitionKey: 'eventId',
  indexes: {},
  streamed: true,
});
