/** What the caller's role was told of and has not done. */
import type { listReminders as route } from '@erbao/api-contracts/reminder-routes';
import { remindersFor } from '@erbao/case-file/reminders';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { Forbidden } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';

export const listReminders =
  ({ tables }: { readonly tables: Tables }): UseCaseOf<typeof route> =>
  async ({ caller, query: { role, after } }) => {
    if (!caller.roles.includes(role)) throw new Forbidden('role-not-allowed', { role });
    return remindersFor(tables, role, after);
  };
