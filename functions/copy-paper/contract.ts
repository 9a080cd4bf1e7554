import { storedPaperSchema } from '@erbao/documents/stored-paper';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

/** Apart from the judging: it carries the image libraries, and is the one place where pixels are decoded for viewing. */
export const contract = defineFunction({
  name: 'copy-paper',
  purpose: 'Draws the viewing copies of an image: upright, small, without metadata',
  trigger: { kind: 'queue', queue: 'papers-to-copy', batchSize: 1 },
  event: storedPaperSchema,
  settings: z.object({}),
  access: {
    tables: { documents: 'read-write', claims: 'read-write', 'audit-events': 'write', outbox: 'write' },
    buckets: { papers: 'read-write' },
  },
  impact: 'Photographed papers cannot be looked at, and unreadable ones are not noticed.',
  // a HEIC of 48 million pixels is 190 MB decoded, twice
  memoryMb: 2048,
  timeoutSeconds: 60,
});
