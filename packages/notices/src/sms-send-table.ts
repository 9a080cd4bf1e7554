import { defineTable } from '@erbao/dynamo-kit/table';

/** One item an event: what was sent to which member, and what became of it; never the number itself. */
export const smsSendTable = defineTable({
  name: 'sms-sends',
  partitionKey: 'sendId',
  indexes: { 'by-member': { partitionKey: 'memberId', sortKey: 'at' } },
  streamed: false,
});
