import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { loggable } from '@erbao/lambda-kit/logger';
import { streamHandler } from '@erbao/lambda-kit/stream-handler';
import { contract } from './contract.ts';
import { resumeWorkflow } from './resume-workflow.ts';

export const handler = streamHandler(contract, (environment) => {
  const resume = resumeWorkflow({
    tables: openTables(environment),
    workflows: openWorkflows(environment),
    toArchive: openMessages(environment, environment.queueUrl('claims-to-archive')),
  });
  return async (event, { log }) => {
    const outcome = await resume(event);
    if (outcome !== undefined) log.info('answer-carried', { outcome: loggable(outcome) });
  };
});
