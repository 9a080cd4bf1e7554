import { defineTable } from '@erbao/dynamo-kit/table';

export const admissionTable = defineTable({
  name: 'admissions',
  partitionKey: 'admissionId',
  indexes: { 'by-hospital': { partitionKey: 'hospitalId', sortKey: 'admittedAt' } },
  streamed: false,
});
