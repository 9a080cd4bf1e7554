/** A paper as people see it: what became of it, and what to do when it cannot be used. */
import * as z from 'zod';

export const paperViewSchema = z.object({
  paperId: z.string(),
  kind: z.string(),
  name: z.string(),
  state: z.string(),
  stateName: z.string(),
  bytes: z.int().optional(),
  /** Why it cannot be used, and what to do. */
  problem: z.object({ code: z.string(), text: z.string() }).optional(),
  /** Absent until the scanner was asked. */
  scan: z.object({ state: z.string(), text: z.string(), found: z.string().optional() }).optional(),
});
export type PaperView = z.infer<typeof paperViewSchema>;

/** With links that work for a few minutes; without them when it is not ready, rejected or withheld. */
export const openedPaperSchema = paperViewSchema.extend({
  /** An upright picture without metadata, or the PDF itself. */
  viewUrl: z.string().optional(),
  thumbnailUrl: z.string().optional(),
  /** Kept back from this role until a reason is given. */
  withheld: z.boolean().optional(),
});
