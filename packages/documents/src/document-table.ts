import { defineTable } from '@erbao/dynamo-kit/table';

export const documentTable = defineTable({
  name: 'documents',
  partitionKey: 'paperId',
  indexes: { 'by-member': { partitionKey: 'memberId', sortKey: 'ticketedAt' } },
  streamed: false,
});
