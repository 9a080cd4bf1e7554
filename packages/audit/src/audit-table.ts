import { defineTable } from '@erbao/dynamo-kit/table';

/** A subject is a claim, a file, a batch; its events in order of time are its timeline. */
export const auditTable = defineTable({
  name: 'audit-events',
  partitionKey: 'subjectId',
  sortKey: 'place',
  indexes: {},
  streamed: false,
});
