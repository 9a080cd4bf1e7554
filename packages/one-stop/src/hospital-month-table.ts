import { defineTable } from '@erbao/dynamo-kit/table';

/** A hospital's month: its files, its differences, whether it is closed. */
export const hospitalMonthTable = defineTable({
  name: 'hospital-months',
  partitionKey: 'hospitalId',
  sortKey: 'month',
  indexes: { 'by-state': { partitionKey: 'state', sortKey: 'month' } },
  streamed: false,
});
