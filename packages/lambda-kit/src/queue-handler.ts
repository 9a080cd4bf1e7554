/**
 * SQS → each message parsed and run by itself. What can be retried goes back to the queue as a partial failure; what
 * nobody can retry away goes to the dead-letter queue at once, with its code, and only then leaves the queue.
 */
import type { Messages } from '@erbao/cloud-kit/messages';
import { asErbaoError, Defect, InvalidInput } from '@erbao/kernel/errors';
import * as z from 'zod';
import { chained, noteError, type Tools } from './chain.ts';
import type { FunctionContract } from './contract.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { ERROR_TABLE } from './error-table.ts';
import { loggable } from './logger.ts';

const batchSchema = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })),
});
type QueueRecord = z.infer<typeof batchSchema>['Records'][number];

export type BatchAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

export type QueueWiring<Message> = {
  readonly run: (message: Message, tools: Tools) => Promise<void>;
  readonly deadLetters: Messages;
};

const parseMessage = <Event extends z.ZodType>(schema: Event, body: string): z.infer<Event> => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InvalidInput('message-not-json');
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new InvalidInput('message-invalid', {
    fields: read.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}:${issue.code}`),
  });
};

/** True when the message is done with: handled, or standing in the dead-letter queue. */
const handled = async <Event extends z.ZodType>(
  schema: Event,
  wiring: QueueWiring<z.infer<Event>>,
  record: QueueRecord,
  tools: Tools,
): Promise<boolean> => {
  tools.log.with({ messageId: loggable(record.messageId) });
  try {
    await wiring.run(parseMessage(schema, record.body), tools);
    return true;
  } catch (thrown) {
    const error = asErbaoError(thrown);
    noteError(tools, error);
    if (ERROR_TABLE[error.kind].queue === 'retry') return false;
    const fields = error.details['fields'];
    await wiring.deadLetters.send(record.body, {
      errorKind: error.kind,
      errorCode: error.code,
      ...(Array.isArray(fields) && fields.length > 0 ? { fields: fields.join(' ').slice(0, 500) } : {}),
    });
    tools.count('DeadLetters');
    return true;
  }
};

export const queueHandler = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
  wire: (environment: Environment<z.infer<Settings>>) => QueueWiring<z.infer<Event>>,
) => {
  const wiring = wire(readEnvironment(contract));
  const run = async (event: unknown, tools: Tools): Promise<BatchAnswer> => {
    const batch = batchSchema.safeParse(event);
    if (!batch.success) throw new Defect('queue-event-unreadable');
    const failures: { itemIdentifier: string }[] = [];
    for (const record of batch.data.Records) {
      const done = await handled(contract.event, wiring, record, tools).catch((thrown: unknown) => {
        noteError(tools, asErbaoError(thrown));
        return false;
      });
      if (!done) failures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures: failures };
  };
  return chained<BatchAnswer>({
    functionName: contract.name,
    run,
    onError: (error) => {
      throw error;
    },
  });
};
