import { fastSchemeBook } from '@erbao/benefit-policy/fast-book';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { fundSumRulesOf } from '@erbao/national-record/fund-sum-rules';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { openBlindIndex } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import { settleRows } from './settle-rows.ts';

export const handler = stepHandler(contract, (environment) =>
  settleRows({
    fundSumRules: fundSumRulesOf(environment.settings.FUND_SUM_RULES),
    tables: openTables(environment),
    files: openFiles(environment.bucket('settlement-files'), environment),
    schemes: fastSchemeBook(publishedSchemeBook()),
    district: { schemeId: environment.settings.SCHEME_ID },
    index: openBlindIndex(environment),
    clock: systemClock,
  }),
);
