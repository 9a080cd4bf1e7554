/**
 * The meeting of a waiting workflow and the answer it waits for. The answer is committed with the deed that gives it;
 * the token may come before or after, or come again from a replayed execution: whoever comes second sends it.
 */
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import * as z from 'zod';
import { waitTable } from './wait-table.ts';

const outputSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
type Output = z.infer<typeof outputSchema>;

const answerSchema = z.object({ output: outputSchema });
const tokenSchema = z.object({ token: z.string() });

/** The writes that answer a wait: the first answer wins, a second one refuses its whole transaction. */
export const answerWait = (waitId: string, output: Output, at: Instant): readonly Write[] => [
  { do: 'insert', table: waitTable, item: { waitId, part: 'ANSWER', output, at } },
  announce({ kind: 'wait-answered', waitId }, at, waitId),
];

type Needs = { readonly tables: Tables; readonly workflows: Workflows };

/** Registers the token of a waiting state and answers at once when the answer is already there. */
export const openWait = async (
  { tables, workflows }: Needs,
  waitId: string,
  token: string,
): Promise<void> => {
  const kept = await tables.commit([
    { do: 'replace', table: waitTable, item: { waitId, part: 'TOKEN', token }, expect: {} },
  ]);
  if (!kept.committed) throw new Defect('wait-not-kept', { waitId });
  await deliverAnswer({ tables, workflows }, waitId);
};

/** Sends a wait's answer to its workflow, if both are there. Sending twice is harmless: the second is `gone`. */
export const deliverAnswer = async (
  { tables, workflows }: Needs,
  waitId: string,
): Promise<'delivered' | 'gone' | 'not-answered' | 'nobody-waits'> => {
  const [answer, token] = await tables.getMany([
    { table: waitTable, key: { waitId, part: 'ANSWER' } },
    { table: waitTable, key: { waitId, part: 'TOKEN' } },
  ]);
  if (answer === undefined) return 'not-answered';
  if (token === undefined) return 'nobody-waits';
  const { output } = answerSchema.parse(answer);
  const outcome = await workflows.answer(tokenSchema.parse(token).token, output);
  return outcome === 'answered' ? 'delivered' : outcome;
};
