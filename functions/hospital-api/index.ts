import * as routes from '@erbao/api-contracts/hospital-routes';
import * as monthRoutes from '@erbao/api-contracts/settlement-month-routes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import * as differences from './differences.ts';
import * as monthFiles from './month-files.ts';
import * as months from './settlement-months.ts';
import { ticketSettlementFile } from './ticket-file.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = {
    tables: openTables(environment),
    store: openFiles(environment.bucket('settlement-files'), environment),
    clock: systemClock,
  };
  return [
    bind(routes.ticketSettlementFile, ticketSettlementFile(needs)),
    bind(routes.listSettlementFiles, monthFiles.listSettlementFiles(needs)),
    bind(routes.readSettlementFile, monthFiles.readSettlementFile(needs)),
    bind(routes.readSettlementResult, monthFiles.readSettlementResult(needs)),
    bind(routes.readSettlementTemplate, monthFiles.readSettlementTemplate()),
    bind(monthRoutes.listDifferences, differences.listDifferences(needs)),
    bind(monthRoutes.readDifferencesFile, differences.readDifferencesFile(needs)),
    bind(monthRoutes.answerDifference, differences.answerDifference(needs)),
    bind(monthRoutes.decideDifference, differences.decideDifference(needs)),
    bind(monthRoutes.readSettlementMonth, months.readSettlementMonth(needs)),
    bind(monthRoutes.giveSettlementSummary, months.giveSettlementSummary(needs)),
    bind(monthRoutes.listSettlementMonths, months.listSettlementMonths(needs)),
    bind(monthRoutes.closeSettlementMonth, months.closeSettlementMonth(needs)),
  ];
});
