/** {@link Messages} and {@link DeadLetters} on SQS. */
import { Unavailable } from '@erbao/kernel/errors';
import * as z from 'zod';
import type { JsonCalls } from '../aws/json-calls.ts';
import type { DeadLetters, Messages } from '../messages.ts';

const receivedSchema = z.object({
  Messages: z
    .array(
      z.object({
        Body: z.string(),
        ReceiptHandle: z.string(),
        MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })).default({}),
      }),
    )
    .default([]),
});

export const sqsMessages = (sqs: JsonCalls, queueUrl: string): Messages => ({
  send: async (body, attributes = {}) => {
    try {
      await sqs.call('SendMessage', {
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      });
    } catch (error) {
      throw new Unavailable('queue-unavailable', {}, error);
    }
  },
});

export const sqsDeadLetters = (sqs: JsonCalls, queueUrl: string): DeadLetters => ({
  receive: async () => {
    const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
    const got = receivedSchema.parse(await sqs.call('ReceiveMessage', asked));
    return got.Messages.map(({ Body, ReceiptHandle, MessageAttributes }) => ({
      body: Body,
      attributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue]),
      ),
      done: async () => {
        await sqs.call('DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle });
      },
    }));
  },
});
