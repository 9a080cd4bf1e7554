import { defineTable } from '@erbao/dynamo-kit/table';

export const hospitalTable = defineTable({
  name: 'hospitals',
  partitionKey: 'hospitalId',
  // all hospitals under one word: a few hundred of a city
  indexes: { 'by-register': { partitionKey: 'register', sortKey: 'hospitalId' } },
  streamed: false,
});
