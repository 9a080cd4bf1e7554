import { defineTable } from '@erbao/dynamo-kit/table';

/** The last comparison of a claim's papers; what they say is compared again whenever a reading or a correction changes. */
export const comparisonTable = defineTable({
  name: 'paper-comparisons',
  partitionKey: 'claimId',
  indexes: {},
  streamed: false,
});
