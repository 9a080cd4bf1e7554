import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { openReviewTask } from './open-review-task.ts';

export const handler = stepHandler(contract, (environment) =>
  openReviewTask({
    tables: openTables(environment),
    workflows: openWorkflows(environment),
    clock: systemClock,
  }),
);
