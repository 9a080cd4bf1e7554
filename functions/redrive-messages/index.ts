import { openDeadLetters, openMessages } from '@erbao/cloud-kit/sqs/open-messages';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { contract } from './contract.ts';
import { redriveMessages } from './redrive-messages.ts';

export const handler = stepHandler(
  contract,
  (environment) =>
    ({ queue, most }) =>
      redriveMessages({
        deadLetters: openDeadLetters(environment, environment.deadLetterUrl(queue)),
        queue: openMessages(environment, environment.queueUrl(queue)),
      })(most),
);
