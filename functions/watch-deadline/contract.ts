import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'watch-deadline',
  purpose: 'Raises a mark of a deadline when its moment has come and names the next one to wait for',
  trigger: { kind: 'step' },
  /** `mark` is `none` at the start, then the mark whose moment the workflow has waited for. */
  event: z.object({
    subjectId: z.string(),
    deadlineId: z.string(),
    mark: z.string(),
    /** Of the moments that are watched: a pause makes others. */
    revision: z.int(),
  }),
  settings: z.object({}),
  access: {
    tables: { deadlines: 'read-write', 'audit-events': 'write', outbox: 'write' },
  },
  impact: 'Nobody is warned before the five-day promise breaks.',
});
