import { defineTable } from '@erbao/dynamo-kit/table';

/** A subject is a claim or a hospital's settlement; its versions `0001`, `0002` … are never changed, only reversed. */
export const adjudicationTable = defineTable({
  name: 'adjudications',
  partitionKey: 'subjectId',
  sortKey: 'version',
  indexes: { 'by-member': { partitionKey: 'memberId', sortKey: 'decidedAt' } },
  streamed: false,
});

/** One item a member and scheme: all running sums under one version, so that one condition guards every ceiling. */
export const accumulatorTable = defineTable({
  name: 'accumulators',
  partitionKey: 'memberId',
  sortKey: 'schemeId',
  indexes: {},
  streamed: false,
});
