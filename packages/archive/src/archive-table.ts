import { defineTable } from '@erbao/dynamo-kit/table';

/** What of a claim is in the archive, and whether it is held. */
export const archiveTable = defineTable({
  name: 'archives',
  partitionKey: 'claimId',
  indexes: {},
  streamed: false,
});
