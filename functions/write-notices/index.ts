import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { streamHandler } from '@erbao/lambda-kit/stream-handler';
import { smsOf } from '@erbao/notices/sms';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { noticeOf } from '@erbao/notices/notice';
import { tellDesk } from '@erbao/notices/desk-message';
import { contract } from './contract.ts';
import { deskWordsOf } from './desk-words.ts';

export const handler = streamHandler(contract, (environment) => {
  const tables = openTables(environment);
  const messages = openMessages(environment, environment.queueUrl('sms-messages'));
  return async (event) => {
    const notice = noticeOf(event);
    // refused when the notice is there already: the stream may deliver twice
    if (notice !== undefined) await tables.commit([notice]);
    for (const words of deskWordsOf(event)) await tables.commit([tellDesk(event, words)]);
    const order = smsOf(event);
    // ordered again when the stream delivers again: the record of the sending knows it
    if (order !== undefined) await messages.send(JSON.stringify(order));
  };
});
