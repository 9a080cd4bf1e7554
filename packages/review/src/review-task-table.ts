import { defineTable } from '@erbao/dynamo-kit/table';

/** `queue` (`<role>`) is there while the task is open; the queue is ordered by the moment the promise breaks. */
export const reviewTaskTable = defineTable({
  name: 'review-tasks',
  partitionKey: 'taskId',
  indexes: {
    'by-queue': { partitionKey: 'queue', sortKey: 'dueAt' },
    'by-claim': { partitionKey: 'claimId', sortKey: 'taskId' },
  },
  streamed: false,
});
