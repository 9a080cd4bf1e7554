import { defineTable } from '@erbao/dynamo-kit/table';

/** What a claim was filed with and another one should not be: one item a key and claim, written with the claim. */
export const claimKeyTable = defineTable({
  name: 'claim-keys',
  partitionKey: 'claimKey',
  sortKey: 'claimId',
  indexes: {},
  streamed: false,
});
