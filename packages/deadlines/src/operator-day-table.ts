import { defineTable } from '@erbao/dynamo-kit/table';

/** Days that the office adds to the calendar, e.g. before a State Council notice is in the data. */
export const operatorDayTable = defineTable({
  name: 'operator-days',
  partitionKey: 'year',
  sortKey: 'date',
  indexes: {},
  streamed: false,
});
