import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'rescan-papers',
  purpose: 'Sends the papers that no scanner has looked through yet to be scanned again',
  /** 02:00 in Beijing, every night. */
  trigger: { kind: 'schedule', cron: 'cron(0 18 * * ? *)' },
  event: z.unknown(),
  settings: z.object({
    /** As record-paper's: where there is no scanner, nothing is sent. */
    SCANNER: z.string(),
  }),
  access: { tables: { documents: 'read' }, queues: ['uploaded-papers'] },
  impact: 'Papers that came while the scanner was away stay unscanned until the next night.',
  timeoutSeconds: 120,
});
