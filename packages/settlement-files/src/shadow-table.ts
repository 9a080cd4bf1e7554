import { defineTable } from '@erbao/dynamo-kit/table';

/** What each night found in a hospital's month so far; an account is a hospital's month, a night a date. */
export const shadowTable = defineTable({
  name: 'shadow-settlements',
  partitionKey: 'account',
  sortKey: 'night',
  indexes: {},
  streamed: false,
});
