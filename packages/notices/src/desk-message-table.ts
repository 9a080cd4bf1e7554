import { defineTable } from '@erbao/dynamo-kit/table';

/** The inboxes of desks; what is not read yet is listed by itself. */
export const deskMessageTable = defineTable({
  name: 'desk-messages',
  partitionKey: 'desk',
  sortKey: 'messageId',
  indexes: { 'by-unread': { partitionKey: 'unread', sortKey: 'messageId' } },
  streamed: false,
});
