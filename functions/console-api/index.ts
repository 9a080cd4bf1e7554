import * as routes from '@erbao/api-contracts/console-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { setCalendarDay } from './calendar.ts';
import { contract } from './contract.ts';
import { batchDoors } from './payments.ts';
import { correctionDoors } from './account-corrections.ts';
import * as review from './review.ts';

export const handler = httpHandler(contract, (environment) => {
  const tables = openTables(environment);
  const desk = { tables, schemes: publishedSchemeBook(), clock };
  const files = openFiles(environment.bucket('bank-files'), environment);
  return [
    bind(routes.listReviewTasks, review.listReviewTasks(desk)),
    bind(routes.readReviewTask, review.readReviewTask(desk)),
    bind(routes.giveVerdict, review.giveVerdict(desk)),
    bind(routes.readAnyClaim, review.readAnyClaim(desk)),
    ...batchDoors({ tables, files, workflows: openWorkflows(environment), clock }),
    ...correctionDoors({ tables, cipher: openFieldCipher(environment), clock }),
    bind(routes.setCalendarDay, setCalendarDay(desk)),
  ];
});
