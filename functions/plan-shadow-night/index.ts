import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { planShadowNight } from './plan-shadow-night.ts';

export const handler = stepHandler(contract, (environment) => {
  const plan = planShadowNight({
    tables: openTables(environment),
    months: openMessages(environment, environment.queueUrl('shadow-months')),
    clock: systemClock,
  });
  return async (_event, { count }) => count('ShadowMonths', await plan());
});
