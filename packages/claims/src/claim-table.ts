import { defineTable } from '@erbao/dynamo-kit/table';

/** `openSince` is there while the claim is not final: the index of open work, which replay and reports read. */
export const claimTable = defineTable({
  name: 'claims',
  partitionKey: 'claimId',
  indexes: {
    'by-member': { partitionKey: 'memberId', sortKey: 'filedAt' },
    'by-guardian': { partitionKey: 'guardianMemberId', sortKey: 'filedAt' },
    'by-open': { partitionKey: 'openMark', sortKey: 'filedAt' },
  },
  streamed: false,
});

/** The one partition of the index of open claims: a district has some thousands open at once. */
export const OPEN_MARK = 'open';
