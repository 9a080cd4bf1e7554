import { defineFunction } from '@erbao/lambda-kit/contract';
import * as z from 'zod';

export const contract = defineFunction({
  name: 'print-statement',
  purpose: "Writes the list of a closed month's statement, as a workbook and as PDF",
  trigger: { kind: 'step' },
  event: z.object({ statementId: z.string() }),
  settings: z.object({}),
  access: {
    tables: { statements: 'read', 'hospital-months': 'read', hospitals: 'read' },
    buckets: { 'settlement-files': 'read-write' },
  },
  impact: "The lists of hospitals' statements are missing; finance cannot check them.",
  memoryMb: 2048,
  timeoutSeconds: 900,
});
