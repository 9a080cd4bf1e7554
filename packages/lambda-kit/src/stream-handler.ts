/**
 * DynamoDB stream → each inserted item, in order. The first that fails is reported, so that it and what follows come
 * again; an item is never skipped.
 */
import { asErbaoError, Defect } from '@erbao/kernel/errors';
import { readImage } from '@erbao/dynamo-kit/dynamo/read-item';
import * as z from 'zod';
import { chained, noteError, type Tools } from './chain.ts';
import type { FunctionContract } from './contract.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { BatchAnswer } from './queue-handler.ts';

const batchSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: z.unknown(),
      }),
    }),
  ),
});

export const streamHandler = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
  wire: (
    environment: Environment<z.infer<Settings>>,
  ) => (item: z.infer<Event>, tools: Tools) => Promise<void>,
) => {
  const useCase = wire(readEnvironment(contract));
  const run = async (event: unknown, tools: Tools): Promise<BatchAnswer> => {
    const batch = batchSchema.safeParse(event);
    if (!batch.success) throw new Defect('stream-event-unreadable');
    for (const { eventName, dynamodb } of batch.data.Records) {
      if (eventName !== 'INSERT' || dynamodb.NewImage === undefined) continue;
      try {
        const item = contract.event.safeParse(readImage(dynamodb.NewImage));
        if (!item.success) throw new Defect('stream-item-unreadable', { sequence: dynamodb.SequenceNumber });
        await useCase(item.data, tools);
      } catch (thrown) {
        noteError(tools, asErbaoError(thrown));
        return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
      }
    }
    return { batchItemFailures: [] };
  };
  return chained<BatchAnswer>({
    functionName: contract.name,
    run,
    onError: (error) => {
      throw error;
    },
  });
};
