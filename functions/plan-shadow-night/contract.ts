import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'plan-shadow-night',
  purpose: "Orders the nightly check of every hospital's month so far, one message a hospital",
  /** 01:30 in Beijing, every night: on the first it is the whole month before. */
  trigger: { kind: 'schedule', cron: 'cron(30 17 * * ? *)' },
  event: z.unknown(),
  settings: z.object({}),
  access: { tables: { hospitals: 'read' }, queues: ['shadow-months'] },
  impact: 'No month is checked this night; hospitals see the night before.',
  timeoutSeconds: 120,
});
