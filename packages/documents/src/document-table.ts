import { defineTable } from '@erbao/dynamo-kit/table';

export const documentTable = defineTable({
  name: 'documents',
  partitionKey: 'paperId',
  indexes: {
    'by-member': { partitionKey: 'memberId', sortKey: 'ticketedAt' },
    /** Only the stored papers that no scanner has looked through. */
    'by-unscanned': { partitionKey: 'unscanned', sortKey: 'ticketedAt' },
  },
  streamed: false,
});
