import { defineTable } from '@erbao/dynamo-kit/table';

/** Lines of a hospital's month that are no settlements of it; an account is a hospital's month (`H44011500001#2026-11`). */
export const lateLineTable = defineTable({
  name: 'late-lines',
  partitionKey: 'account',
  sortKey: 'lineId',
  indexes: {},
  streamed: false,
});
