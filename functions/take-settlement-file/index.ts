import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { contract } from './contract.ts';
import { takeSettlementFile } from './take-settlement-file.ts';

export const handler = queueHandler(contract, (environment) => ({
  deadLetters: openMessages(environment, environment.deadLetterUrl('uploaded-settlement-files')),
  run: takeSettlementFile({ tables: openTables(environment), workflows: openWorkflows(environment) }),
}));
