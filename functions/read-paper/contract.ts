import { storedPaperSchema } from '@erbao/documents/stored-paper';
import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

/** Apart from everything else: it carries 35 MB of models and engines, and its work is seconds of a whole processor. */
export const contract = defineFunction({
  name: 'read-paper',
  purpose: 'Reads the fields of an uploaded paper, by its own text or by OCR, with confidence and place',
  trigger: { kind: 'queue', queue: 'papers-to-read', batchSize: 5 },
  event: storedPaperSchema,
  settings: z.object({}),
  access: {
    tables: { documents: 'write', 'paper-readings': 'read-write', 'audit-events': 'write', outbox: 'write' },
    buckets: { papers: 'read' },
    keys: { 'personal-data': 'encrypt' },
  },
  impact: 'Papers are not read by machine: people type what stands on them.',
  // 0.6 GB measured; the processor comes with the memory, and one page is 5 seconds of a whole one (1,769 MB)
  memoryMb: 2048,
  // five photographed papers of four pages, at five seconds a page, and as long again
  timeoutSeconds: 240,
});
