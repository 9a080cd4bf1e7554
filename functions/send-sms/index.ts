import { setTimeout as delay } from 'node:timers/promises';
import { openSecret } from '@erbao/cloud-kit/aws/open-secret';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { httpsSms } from '@erbao/notices/https-sms';
import { keptOnRecord } from '@erbao/notices/sms';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import { sendSms } from './send-sms.ts';

export const handler = queueHandler(contract, (environment) => {
  const { SMS_ENDPOINT: endpoint, SMS_APP_ID: appId, SMS_SIGN_NAME: signName } = environment.settings;
  const cipher = openFieldCipher(environment);
  const secret = openSecret(environment, environment.secretId('sms-provider'));
  const provider =
    endpoint === '' ? keptOnRecord : httpsSms({ endpoint, appId, signName, secret, fetch, clock });
  const tables = openTables(environment);
  return {
    deadLetters: openMessages(environment, environment.deadLetterUrl('sms-messages')),
    run: sendSms({ tables, cipher, provider, clock, pause: (ms) => delay(ms) }),
  };
});
