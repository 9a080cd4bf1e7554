import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { loggable } from '@erbao/lambda-kit/logger';
import { streamHandler } from '@erbao/lambda-kit/stream-handler';
import { deliverAnswer } from '@erbao/workflow-waits/workflow-wait';
import { contract } from './contract.ts';

export const handler = streamHandler(contract, (environment) => {
  const needs = { tables: openTables(environment), workflows: openWorkflows(environment) };
  return async ({ happening }, { log }) => {
    if (happening.kind === 'deadline-planned') {
      const { subjectId, deadlineId } = happening;
      const input = { subjectId, deadlineId, mark: 'none' };
      await needs.workflows.start({ workflow: 'deadline-watch', name: `${subjectId}_${deadlineId}`, input });
    }
    if (happening.kind !== 'wait-answered') return;
    const outcome = await deliverAnswer(needs, happening.waitId);
    log.info('answer-carried', { waitId: loggable(happening.waitId), outcome: loggable(outcome) });
  };
});
