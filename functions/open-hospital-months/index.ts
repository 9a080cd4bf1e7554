import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { openHospitalMonths } from './open-hospital-months.ts';

export const handler = stepHandler(contract, (environment) =>
  openHospitalMonths({
    tables: openTables(environment),
    schemeId: environment.settings.SCHEME_ID,
    clock: systemClock,
  }),
);
