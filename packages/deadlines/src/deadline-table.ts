import { defineTable } from '@erbao/dynamo-kit/table';

/** A subject (a claim) and its deadlines; by the month of their start for the report on promises. */
export const deadlineTable = defineTable({
  name: 'deadlines',
  partitionKey: 'subjectId',
  sortKey: 'deadlineId',
  indexes: {
    'by-month': { partitionKey: 'month', sortKey: 'startedAt' },
    // what a role is to act on now
    'by-desk': { partitionKey: 'desk', sortKey: 'dueAt' },
    // only what somebody watches as a list: the dates of the hospitals' months
    'by-watchlist': { partitionKey: 'watchlist', sortKey: 'dueAt' },
  },
  streamed: false,
});
