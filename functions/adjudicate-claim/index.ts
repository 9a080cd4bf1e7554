import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { adjudicateClaim } from './adjudicate-claim.ts';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) =>
  adjudicateClaim({
    tables: openTables(environment),
    schemes: publishedSchemeBook(),
    district: { schemeId: environment.settings.SCHEME_ID },
    automation: environment.settings.AUTOMATION === 'on',
    clock: systemClock,
  }),
);
