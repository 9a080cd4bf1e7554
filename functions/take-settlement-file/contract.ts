import { defineFunction } from '@erbao/lambda-kit/contract';
import { s3NotificationSchema } from '@erbao/lambda-kit/s3-notification';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'take-settlement-file',
  purpose: "Starts the workflow of a hospital's uploaded month file",
  trigger: { kind: 'queue', queue: 'uploaded-settlement-files', batchSize: 1 },
  event: s3NotificationSchema,
  settings: z.object({}),
  access: { tables: { 'settlement-files': 'read' }, workflows: { 'settlement-file': 'start' } },
  impact: "Hospitals' month files are not processed.",
});
