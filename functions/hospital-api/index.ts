import * as routes from '@erbao/api-contracts/hospital-routes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import * as monthFiles from './month-files.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = {
    tables: openTables(environment),
    store: openFiles(environment.bucket('settlement-files'), environment),
    clock: systemClock,
  };
  return [
    bind(routes.ticketSettlementFile, monthFiles.ticketSettlementFile(needs)),
    bind(routes.listSettlementFiles, monthFiles.listSettlementFiles(needs)),
    bind(routes.readSettlementFile, monthFiles.readSettlementFile(needs)),
    bind(routes.readSettlementResult, monthFiles.readSettlementResult(needs)),
    bind(routes.readSettlementTemplate, monthFiles.readSettlementTemplate()),
  ];
});
