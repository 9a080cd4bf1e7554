import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { closePaymentDay } from './close-payment-day.ts';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) =>
  closePaymentDay({
    tables: openTables(environment),
    cipher: openFieldCipher(environment),
    formats: environment.settings.BANK_FORMATS,
    payers: environment.settings.PAYER_ACCOUNTS,
    clock: systemClock,
  }),
);
