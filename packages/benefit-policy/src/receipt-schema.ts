/** Reads a receipt that was stored or downloaded as JSON. */
import * as z from 'zod';
import { billFactsSchema, fenSchema, localDateSchema, memberFactsSchema } from './facts-schema.ts';

const remarks = z.array(z.string().max(200)).max(50);

export const decisionSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('granted'),
    benefits: z.record(z.string(), fenSchema),
    totalFen: fenSchema,
    referrals: remarks,
    alerts: remarks,
  }),
  z.object({ outcome: z.literal('nothing'), referrals: remarks, alerts: remarks }),
  z.object({ outcome: z.literal('refused'), reason: z.string().max(200) }),
  z.object({ outcome: z.literal('referred'), reason: z.string().max(200) }),
]);

export const receiptSchema = z.object({
  engineVersion: z.string().max(20),
  schemeId: z.string().max(60),
  schemeVersion: localDateSchema,
  schemeHash: z.string().regex(/^[0-9a-f]{64}$/),
  parameters: z.unknown().optional(),
  facts: z.object({ member: memberFactsSchema, bill: billFactsSchema }),
  usedBefore: z.record(z.string().max(200), fenSchema),
  decision: decisionSchema,
  movements: z.array(z.object({ key: z.string().max(200), deltaFen: fenSchema })).max(50),
});
