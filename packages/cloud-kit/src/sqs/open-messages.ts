/** Opens queues; called once, by a function's index.ts. */
import { openJsonCalls } from '../aws/json-calls.ts';
import type { AwsAccount } from '../aws-account.ts';
import type { DeadLetters, Messages } from '../messages.ts';
import { sqsDeadLetters, sqsMessages } from './sqs-messages.ts';

type Environment = { readonly aws: () => AwsAccount };

export const openMessages = ({ aws }: Environment, queueUrl: string): Messages =>
  sqsMessages(openJsonCalls('sqs', aws()), queueUrl);
export const openDeadLetters = ({ aws }: Environment, queueUrl: string): DeadLetters =>
  sqsDeadLetters(openJsonCalls('sqs', aws()), queueUrl);
