/**
 * DynamoDB stream → each inserted item, in order. A failure throws: the whole batch comes again (halved by bisecting on
 * AWS), so what is done for an item must be repeatable; an item is never skipped.
 */
import { Defect } from '@erbao/kernel/errors';
import { readImage } from '@erbao/dynamo-kit/dynamo/read-item';
import * as z from 'zod';
import { chained, type Tools } from './chain.ts';
import type { FunctionContract } from './contract.ts';
import { type Environment, readEnvironment } from './environment.ts';

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
  const run = async (event: unknown, tools: Tools): Promise<void> => {
    const batch = batchSchema.safeParse(event);
    if (!batch.success) throw new Defect('stream-event-unreadable');
    for (const { eventName, dynamodb } of batch.data.Records) {
      if (eventName !== 'INSERT' || dynamodb.NewImage === undefined) continue;
      const item = contract.event.safeParse(readImage(dynamodb.NewImage));
      if (!item.success) throw new Defect('stream-item-unreadable', { sequence: dynamodb.SequenceNumber });
      await useCase(item.data, tools);
    }
  };
  return chained({
    functionName: contract.name,
    run,
    onError: (error) => {
      throw error;
    },
  });
};
