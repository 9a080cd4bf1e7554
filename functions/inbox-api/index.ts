import * as routes from '@erbao/api-contracts/inbox-routes';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import { listInbox, readInboxMessage } from './inbox.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = { tables: openTables(environment), clock: systemClock };
  return [bind(routes.listInbox, listInbox(needs)), bind(routes.readInboxMessage, readInboxMessage(needs))];
});
