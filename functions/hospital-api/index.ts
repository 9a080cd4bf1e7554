import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import { differenceDoors } from './differences.ts';
import { fileDoors } from './month-files.ts';
import { fundSumRulesOf } from '@erbao/national-record/fund-sum-rules';
import { openBlindIndex, openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { statementDoors } from './statements.ts';
import { monthDoors } from './settlement-months.ts';

export const handler = httpHandler(contract, (environment) => {
  const { SCHEME_ID, FUND_SUM_RULES, PAYER_ACCOUNTS } = environment.settings;
  const needs = {
    tables: openTables(environment),
    schemes: publishedSchemeBook(),
    schemeId: SCHEME_ID,
    district: { schemeId: SCHEME_ID },
    payers: PAYER_ACCOUNTS,
    fundSumRules: fundSumRulesOf(FUND_SUM_RULES),
    index: openBlindIndex(environment),
    store: openFiles(environment.bucket('settlement-files'), environment),
    cipher: openFieldCipher(environment),
    clock: systemClock,
  };
  return [...fileDoors(needs), ...differenceDoors(needs), ...monthDoors(needs), ...statementDoors(needs)];
});
