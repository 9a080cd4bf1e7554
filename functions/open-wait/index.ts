import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { openWait } from '@erbao/workflow-waits/workflow-wait';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) => {
  const needs = { tables: openTables(environment), workflows: openWorkflows(environment) };
  return ({ waitId, token }) => openWait(needs, waitId, token);
});
