/** The message on `claims-to-archive`: bring the archive of this claim to what it should be. May come more than once. */
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import type { OutboxEvent } from './outbox-event.ts';

export const claimToArchiveSchema = z.object({ claimId: z.string(), at: instantSchema });
export type ClaimToArchive = z.infer<typeof claimToArchiveSchema>;

/** After these a claim stands still, perhaps for good; and a change of its hold is carried out. */
const CAUSES: ReadonlySet<string> = new Set([
  'claim-paid',
  'claim-refused',
  'claim-returned',
  'claim-returned-unanswered',
  'claim-closed',
  'claim-withdrawn',
  'claim-part-refused',
  'objection-upheld',
  'recovery-opened',
  'hold-changed',
]);

/** The message that an event asks for, if any. */
export const archivingOf = ({ happening, at }: OutboxEvent): string | undefined =>
  CAUSES.has(happening.kind) && 'claimId' in happening
    ? JSON.stringify({ claimId: happening.claimId, at })
    : undefined;
