/** Who did what to which subject and when; written in the transaction of the deed itself, never changed (but see refused-attempt). */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { auditTable } from './audit-table.ts';

/** `engine`, `calendar` or `system` for machines, else the subject of a token. */
export type Actor = string;

export const auditEventSchema = z.object({
  subjectId: z.string(),
  at: instantSchema,
  who: z.string(),
  /** A fixed word in the past tense, e.g. `claim-filed`. */
  action: z.string(),
  /** Ids, enums, counts and fen. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** How often that day; of refused attempts only. */
  count: z.int().optional(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** `once` tells apart events of one subject that happen in the same millisecond. */
export const recordDeed = (event: AuditEvent, ...once: readonly (string | number)[]): Write => ({
  do: 'insert',
  table: auditTable,
  item: {
    ...event,
    place: `${event.at}#${contentId('audit', event.subjectId, event.action, event.at, ...once)}`,
  },
});

/** All events of a subject, oldest first. */
export const timelineOf = async (tables: Tables, subjectId: string): Promise<readonly AuditEvent[]> => {
  const events: AuditEvent[] = [];
  for await (const item of queryAll(tables, { table: auditTable, partition: subjectId }))
    events.push(auditEventSchema.parse(item));
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
