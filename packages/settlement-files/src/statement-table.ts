import { defineTable } from '@erbao/dynamo-kit/table';

/** One item a hospital's month and payer; found by hospital, and by state for who has to act on it next. */
export const statementTable = defineTable({
  name: 'statements',
  partitionKey: 'statementId',
  indexes: {
    'by-hospital': { partitionKey: 'hospitalId', sortKey: 'month' },
    'by-state': { partitionKey: 'state', sortKey: 'payOn' },
  },
  streamed: false,
});
