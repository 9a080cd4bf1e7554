import * as routes from '@erbao/api-contracts/citizen-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { noteRefusal } from '@erbao/case-file/refusals';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler, witnessed } from '@erbao/lambda-kit/http-handler';
import { openBlindIndex } from '@erbao/personal-data/kms/open-keys';
import { claimDeeds } from './claim-deeds.ts';
import { contract } from './contract.ts';
import { fileClaim } from './file-claim.ts';
import { listNotices } from './list-notices.ts';
import { listClaims, readClaim } from './read-claims.ts';
import { supplementClaim } from './supplement-claim.ts';
import { ticketPaper } from './ticket-paper.ts';

export const handler = httpHandler(contract, (environment) => {
  const tables = openTables(environment);
  const papers = openFiles(environment.bucket('papers'), environment);
  const claims = openMessages(environment, environment.queueUrl('claim-messages'));
  const index = openBlindIndex(environment);
  const bound = [
    bind(routes.ticketPaper, ticketPaper({ tables, papers, index, clock })),
    bind(routes.fileClaim, fileClaim({ tables, claims, index, clock })),
    bind(routes.listClaims, listClaims({ tables })),
    bind(routes.readClaim, readClaim({ tables, schemes: publishedSchemeBook() })),
    bind(routes.supplementClaim, supplementClaim({ tables, clock })),
    ...claimDeeds({ tables, clock }),
    bind(routes.listNotices, listNotices({ tables })),
  ];
  return witnessed(bound, noteRefusal({ tables, clock }));
});
