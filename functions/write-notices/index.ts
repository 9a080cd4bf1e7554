import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { streamHandler } from '@erbao/lambda-kit/stream-handler';
import { noticeOf } from '@erbao/notices/notice';
import { contract } from './contract.ts';

export const handler = streamHandler(contract, (environment) => {
  const tables = openTables(environment);
  return async (event) => {
    const notice = noticeOf(event);
    // refused when the notice is there already: the stream may deliver twice
    if (notice !== undefined) await tables.commit([notice]);
  };
});
