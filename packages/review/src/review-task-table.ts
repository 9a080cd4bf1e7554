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

/** Where decided blind looks are counted: the queue of a task that nobody waits for. */
export const BLIND_DONE = 'blind-done';
