/**
 * What a desk is told: a hospital's finance office (`hospital#H44011500001`) or the fund's clerks (`fund`, as of questions).
 * One message an event and desk: its id follows from the event, so a stream that delivers twice writes one.
 */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { instantSchema } from '@erbao/kernel/schemas';
import type { OutboxEvent } from '@erbao/outbox/outbox-event';
import * as z from 'zod';
import { deskMessageTable } from './desk-message-table.ts';

export const deskMessageSchema = z.object({
  desk: z.string(),
  /** Sorts by time: `20261122T073000123Z-` and the event. */
  messageId: z.string(),
  at: instantSchema,
  /** What it is about: a month, a file, a question, a statement, an admission. */
  subjectId: z.string(),
  template: z.string(),
  text: z.string(),
  readAt: instantSchema.optional(),
  readBy: z.string().optional(),
});
export type DeskMessage = z.infer<typeof deskMessageSchema>;

export const hospitalDesk = (hospitalId: string): string => `hospital#${hospitalId}`;
/** 收付费岗: those who work on hospitals' months. */
export const FUND_DESK = 'fund';

export type DeskWords = Pick<DeskMessage, 'desk' | 'subjectId' | 'text'>;

/** The write of a message; refused when the desk has it already. */
export const tellDesk = ({ eventId, at, happening }: OutboxEvent, words: DeskWords): Write => ({
  do: 'insert',
  table: deskMessageTable,
  item: {
    ...words,
    messageId: `${at.replaceAll(/[-:.]/g, '')}-${eventId.slice('event-'.length)}`,
    at,
    template: happening.kind,
    unread: words.desk,
  },
});

const NEWEST = 100;

/** Of one desk, the newest first. */
export const messagesOf = async (
  tables: Tables,
  desk: string,
  only: 'unread' | 'all',
): Promise<readonly DeskMessage[]> => {
  const asked = only === 'unread' ? { index: 'by-unread' } : {};
  const page = { table: deskMessageTable, partition: desk, descending: true, limit: NEWEST, ...asked };
  return (await tables.query(page)).items.map((item) => deskMessageSchema.parse(item));
};

/** Throws NotFound `message-unknown`: another desk's is as unknown as one that is not there. */
export const messageById = async (tables: Tables, desk: string, messageId: string): Promise<DeskMessage> => {
  const item = await tables.get(deskMessageTable, { desk, messageId });
  if (item === undefined) throw new NotFound('message-unknown');
  return deskMessageSchema.parse(item);
};

/** Who of the desk has read it first; refused when somebody has. */
export const markRead = ({ desk, messageId }: DeskMessage, readBy: string, readAt: Instant): Write => ({
  do: 'change',
  table: deskMessageTable,
  key: { desk, messageId },
  set: { readAt, readBy },
  remove: ['unread'],
  expect: { readAt: null },
});
