import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { contract } from './contract.ts';
import { shadowSettleMonth } from './shadow-settle-month.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('shadow-months')),
  run: shadowSettleMonth({ tables: openTables(environment), clock: systemClock }),
}));
