/** The message that S3 puts on a queue when an object was created; keys are URL-encoded with `+` for blanks. */
import * as z from 'zod';

const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

/** S3 sends a test message when the notification is set up; it names no object. */
const testEvent = z
  .object({ Event: z.literal('s3:TestEvent') })
  .transform((): { keys: readonly string[] } => ({ keys: [] }));

const created = z
  .object({ Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })) })
  .transform(({ Records }): { keys: readonly string[] } => ({
    keys: Records.map((record) => decodeKey(record.s3.object.key)),
  }));

export const s3NotificationSchema = z.union([created, testEvent]);
export type S3Notification = z.infer<typeof s3NotificationSchema>;
