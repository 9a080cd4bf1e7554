import * as routes from '@erbao/api-contracts/console-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { noteRefusal } from '@erbao/case-file/refusals';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler, witnessed } from '@erbao/lambda-kit/http-handler';
import { openBlindIndex, openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { setCalendarDay } from './calendar.ts';
import { contract } from './contract.ts';
import { bankDoors } from './bank-exchange.ts';
import { batchDoors } from './payments.ts';
import { accountStatementDoors } from './account-statements.ts';
import { enteredResultDoors } from './entered-results.ts';
import { correctionDoors } from './account-corrections.ts';
import { claimDoors } from './claim-doors.ts';

export const handler = httpHandler(contract, (environment) => {
  const tables = openTables(environment);
  const files = openFiles(environment.bucket('bank-files'), environment);
  const { PAYER_ACCOUNTS: payers } = environment.settings;
  const accounts = { tables, cipher: openFieldCipher(environment), clock };
  const claimDesk = {
    ...accounts,
    schemes: publishedSchemeBook(),
    index: openBlindIndex(environment),
    papers: openFiles(environment.bucket('papers'), environment),
    claims: openMessages(environment, environment.queueUrl('claim-messages')),
  };
  const bound = [
    ...claimDoors(claimDesk),
    ...batchDoors({ tables, workflows: openWorkflows(environment), payers, clock }),
    ...bankDoors({ tables, files, clock }),
    ...accountStatementDoors({ tables, files, clock }),
    ...correctionDoors(claimDesk),
    ...enteredResultDoors({ tables, clock }),
    bind(routes.setCalendarDay, setCalendarDay(accounts)),
  ];
  return witnessed(bound, noteRefusal(accounts));
});
