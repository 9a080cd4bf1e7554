import * as routes from '@erbao/api-contracts/his-routes';
import { nationalTransaction as nationalRoute } from '@erbao/api-contracts/national-route';
import * as reconciliationRoutes from '@erbao/api-contracts/reconciliation-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { openBlindIndex } from '@erbao/personal-data/kms/open-keys';
import * as admissions from './admissions.ts';
import { contract } from './contract.ts';
import { nationalTransaction } from './national.ts';
import { hisNeeds } from './read-settlement.ts';
import * as reconciliations from './reconciliations.ts';
import * as settlements from './settlements.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = hisNeeds(environment.settings, {
    tables: openTables(environment),
    schemes: publishedSchemeBook(),
    index: openBlindIndex(environment),
    clock: systemClock,
  });
  return [
    bind(routes.quoteSettlement, settlements.quoteSettlement(needs)),
    bind(routes.settleAtDischarge, settlements.settleAtDischarge(needs)),
    bind(routes.reverseAtDischarge, settlements.reverseAtDischarge(needs)),
    bind(routes.readSettlement, settlements.readSettlement(needs)),
    bind(routes.readSettlementSlip, settlements.readSettlementSlip(needs)),
    bind(routes.registerAdmission, admissions.registerAdmission(needs)),
    bind(routes.changeAdmission, admissions.changeAdmission(needs)),
    bind(routes.cancelAdmission, admissions.cancelAdmission(needs)),
    bind(routes.listAdmissions, admissions.listAdmissions(needs)),
    bind(reconciliationRoutes.compareTotals, reconciliations.compareTotals(needs)),
    bind(reconciliationRoutes.compareDetails, reconciliations.compareDetails(needs)),
    bind(nationalRoute, nationalTransaction(needs)),
  ];
});
