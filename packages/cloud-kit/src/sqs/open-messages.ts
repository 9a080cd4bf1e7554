/** Opens queues with a client of their own; called once, by a function's index.ts. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters, Messages } from '../messages.ts';
import { sqsDeadLetters, sqsMessages } from './sqs-messages.ts';

export const openMessages = (queueUrl: string): Messages => sqsMessages(new SQSClient(), queueUrl);
export const openDeadLetters = (queueUrl: string): DeadLetters => sqsDeadLetters(new SQSClient(), queueUrl);
