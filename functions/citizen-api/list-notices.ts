/** A member's own inbox, newest first. */
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { listNotices as route } from '@erbao/api-contracts/citizen-routes';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { noticeSchema } from '@erbao/notices/notice';
import { noticeTable } from '@erbao/notices/notice-table';

const NEWEST = 100;

export const listNotices =
  ({ tables }: { tables: Tables }): UseCaseOf<typeof route> =>
  async ({ caller }) => {
    const { items } = await tables.query({
      table: noticeTable,
      partition: ownMemberId(caller),
      descending: true,
      limit: NEWEST,
    });
    return { notices: items.map((item) => noticeSchema.parse(item)) };
  };
