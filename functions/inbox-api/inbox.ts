/** A hospital's people share the hospital's inbox, the fund's clerks theirs. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/inbox-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import * as inbox from '@erbao/notices/desk-message';

type Needs = { readonly tables: Tables; readonly clock: Clock };

const deskOf = (caller: Caller): string =>
  caller.roles.includes('hospital-finance') ? inbox.hospitalDesk(ownHospitalId(caller)) : inbox.FUND_DESK;

export const listInbox =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listInbox> =>
  async ({ caller, query }) => ({
    messages: [...(await inbox.messagesOf(tables, deskOf(caller), query.only ?? 'all'))],
  });

export const readInboxMessage =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.readInboxMessage> =>
  async ({ caller, params }) => {
    const message = await inbox.messageById(tables, deskOf(caller), params.messageId);
    if (message.readAt !== undefined) return message;
    const { desk, messageId, subjectId } = message;
    const at = clock();
    const who = caller.subject;
    const details = { desk, messageId };
    // refused when another of the desk was first: then that is the answer
    await tables.commit([
      inbox.markRead(message, who, at),
      recordDeed({ subjectId, at, who, action: 'message-read', details }, desk, messageId),
    ]);
    return inbox.messageById(tables, desk, messageId);
  };
