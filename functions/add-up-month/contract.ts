import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'add-up-month',
  purpose: "Adds up one part of a hospital's month and keeps its lines beside it",
  trigger: { kind: 'step' },
  /** `part` is the first digit of the settlements' ids, or `late`. */
  event: z.object({ hospitalId: z.string(), month: z.string(), part: z.string() }),
  settings: z.object({}),
  access: {
    tables: { 'hospital-months': 'read', 'hospital-settlements': 'read', 'late-lines': 'read' },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: "Hospitals' months cannot be closed.",
  memoryMb: 1024,
  timeoutSeconds: 600,
});
