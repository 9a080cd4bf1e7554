/** What a role is to act on now: deadlines that it was told of and that are not done, by the moment at which they break. */
import type { Role } from '@erbao/api-contracts/roles';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Deadline, deadlineSchema } from './deadline.ts';
import { deadlineTable } from './deadline-table.ts';

const PAGE = 100;

/** A hundred of them; `after` is the `next` of the page before. */
export const deadlinesAtDesk = async (
  tables: Tables,
  role: Role,
  after?: string,
): Promise<{ readonly deadlines: readonly Deadline[]; readonly next?: string }> => {
  const { items, next } = await tables.query({
    table: deadlineTable,
    index: 'by-desk',
    partition: role,
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  return {
    deadlines: items.map((item) => deadlineSchema.parse(item)),
    ...(next === undefined ? {} : { next }),
  };
};
