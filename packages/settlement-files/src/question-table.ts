import { defineTable } from '@erbao/dynamo-kit/table';

/** Questions between the fund and a hospital; a desk is who is waited for (`hospital#H44011500001`, `fund`). */
export const questionTable = defineTable({
  name: 'settlement-questions',
  partitionKey: 'questionId',
  indexes: {
    'by-hospital': { partitionKey: 'hospitalId', sortKey: 'openedAt' },
    'by-desk': { partitionKey: 'desk', sortKey: 'dueAt' },
  },
  streamed: false,
});
