import { defineFunction } from '@erbao/lambda-kit/contract';
import { s3NotificationSchema } from '@erbao/lambda-kit/s3-notification';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'record-paper',
  purpose: 'Checks an uploaded paper against its ticket: size, type by content, hash',
  trigger: { kind: 'queue', queue: 'uploaded-papers', batchSize: 5 },
  event: s3NotificationSchema,
  settings: z.object({}),
  access: {
    tables: { documents: 'read-write' },
    buckets: { papers: 'read' },
    queues: ['papers-to-copy', 'papers-to-read'],
  },
  impact: 'Uploaded papers are not recognised: claims stay incomplete although everything was sent.',
});
