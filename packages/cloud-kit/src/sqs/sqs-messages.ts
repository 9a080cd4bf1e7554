/** {@link Messages} and {@link DeadLetters} on SQS. */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Unavailable } from '@erbao/kernel/errors';
import type { DeadLetters, Messages } from '../messages.ts';

export const sqsMessages = (client: SQSClient, queueUrl: string): Messages => ({
  send: async (body, attributes = {}) => {
    try {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    } catch (error) {
      throw new Unavailable('queue-unavailable', {}, error);
    }
  },
});

export const sqsDeadLetters = (client: SQSClient, queueUrl: string): DeadLetters => ({
  receive: async () => {
    const got = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    return (got.Messages ?? []).map((message) => ({
      body: message.Body ?? '',
      attributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
          name,
          value.StringValue ?? '',
        ]),
      ),
      done: async () => {
        await client.send(
          new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }),
        );
      },
    }));
  },
});
