import * as routes from '@erbao/api-contracts/shadow-routes';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import { listOwnUnregisteredStays, listUnregisteredStays } from './unregistered-stays.ts';
import { readHospitalShadow, readShadowMonth } from './read-shadow.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = { tables: openTables(environment) };
  return [
    bind(routes.readShadowMonth, readShadowMonth(needs)),
    bind(routes.readHospitalShadow, readHospitalShadow(needs)),
    bind(routes.listUnregisteredStays, listUnregisteredStays(needs)),
    bind(routes.listOwnUnregisteredStays, listOwnUnregisteredStays(needs)),
  ];
});
