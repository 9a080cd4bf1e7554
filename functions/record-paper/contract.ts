import { defineFunction } from '@erbao/lambda-kit/contract';
import { s3NotificationSchema } from '@erbao/lambda-kit/s3-notification';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'record-paper',
  purpose: 'Checks an uploaded paper against its ticket: size, type by content, hash, malware',
  trigger: { kind: 'queue', queue: 'uploaded-papers', batchSize: 1 },
  event: s3NotificationSchema,
  settings: z.object({
    /** ClamAV's daemon: a socket's path or `host:port`; empty where there is none. */
    SCANNER: z.string(),
  }),
  access: {
    tables: { documents: 'read-write', claims: 'read-write', 'audit-events': 'write', outbox: 'write' },
    buckets: { papers: 'read-mark' },
    queues: ['papers-to-copy', 'papers-to-read'],
  },
  impact: 'Uploaded papers are not recognised: claims stay incomplete although everything was sent.',
  timeoutSeconds: 60,
});
