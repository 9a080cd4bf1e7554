/**
 * What somebody tried and was not let do, on the record of what it was about. One entry for each person, code and day
 * with a count, so that trying again fills nothing; only that count of an audit event ever changes.
 */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { localDateOf } from '@erbao/kernel/dates';
import type { ErrorKind } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { type AuditEvent, auditEventSchema } from './audit-event.ts';
import { auditTable } from './audit-table.ts';

export const ATTEMPT_REFUSED = 'attempt-refused';

export type RefusedAttempt = Pick<AuditEvent, 'subjectId' | 'at' | 'who'> & {
  /** The id of the route, or of the queue's message. */
  readonly tried: string;
  readonly kind: ErrorKind;
  readonly code: string;
};

/** Above this the entry says "that often or more", and nothing is written any more. */
const MOST = 1_000;
/** Of several at once one counts; the others look again, and in the end one count may be missing. */
const TRIES = 3;

export const noteRefusedAttempt = async (
  tables: Tables,
  { subjectId, at, who, tried, kind, code }: RefusedAttempt,
): Promise<void> => {
  // a day sorts before its moments, and is the same key for every attempt of that day
  const place = `${localDateOf(at)}#${contentId('attempt', subjectId, who, tried, code)}`;
  const key = { subjectId, place };
  const event = { subjectId, at, who, action: ATTEMPT_REFUSED, details: { tried, kind, code } };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const item = await tables.get(auditTable, key);
    const { count = 0 } = item === undefined ? {} : auditEventSchema.parse(item);
    if (count >= MOST) return;
    const outcome = await tables.commit([
      item === undefined
        ? { do: 'insert', table: auditTable, item: { ...event, place, count: 1 } }
        : {
            do: 'change',
            table: auditTable,
            key,
            set: { count: count + 1, lastAt: at },
            expect: { count },
          },
    ]);
    if (outcome.committed) return;
  }
};
