import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { loggable } from '@erbao/lambda-kit/logger';
import { queueHandler } from '@erbao/lambda-kit/queue-handler';
import { openBlindIndex, openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import { takeClaim } from './take-claim.ts';

export const handler = queueHandler(contract, (environment) => {
  const take = takeClaim({
    tables: openTables(environment),
    workflows: openWorkflows(environment),
    cipher: openFieldCipher(environment),
    index: openBlindIndex(environment),
  });
  return {
    deadLetters: openMessages(environment, environment.deadLetterUrl('claim-messages')),
    run: async (message, { log }) => {
      log.info('claim-taken', { claimId: loggable(await take(message)) });
    },
  };
});
