import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { watchDeadline } from './watch-deadline.ts';

export const handler = stepHandler(contract, (environment) =>
  watchDeadline({ tables: openTables(environment), clock: systemClock }),
);
