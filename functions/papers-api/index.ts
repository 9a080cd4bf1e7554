import * as checkRoutes from '@erbao/api-contracts/paper-check-routes';
import * as routes from '@erbao/api-contracts/paper-routes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openPartUploads } from '@erbao/cloud-kit/s3/s3-part-uploads';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { correctReading, readComparison } from './checks.ts';
import { contract } from './contract.ts';
import { approveHold, proposeHold } from './holds.ts';
import { joinParts, openParts } from './parts.ts';
import { listReceiptsDue, recordReceiptCheck } from './receipts.ts';
import { readClaimPapers, readOwnPapers, readPaper } from './views.ts';

export const handler = httpHandler(contract, (environment) => {
  const bucket = environment.bucket('papers');
  const tables = openTables(environment);
  const needs = { tables, papers: openFiles(bucket, environment), clock };
  const sending = { ...needs, uploads: openPartUploads(bucket, environment) };
  const checking = { tables, cipher: openFieldCipher(environment), clock };
  return [
    bind(routes.readPaper, readPaper(needs)),
    bind(routes.openParts, openParts(sending)),
    bind(routes.joinParts, joinParts(sending)),
    bind(routes.readOwnPapers, readOwnPapers(needs)),
    bind(routes.readClaimPapers, readClaimPapers(needs)),
    bind(routes.proposeHold, proposeHold(needs)),
    bind(routes.approveHold, approveHold(needs)),
    bind(checkRoutes.readComparison, readComparison(checking)),
    bind(checkRoutes.correctReading, correctReading(checking)),
    bind(checkRoutes.recordReceiptCheck, recordReceiptCheck(checking)),
    bind(checkRoutes.listReceiptsDue, listReceiptsDue(checking)),
  ];
});
