/** Every refused attempt is put on the claim that it was about, else on what the caller has tried; doors give them here. */
import { noteRefusedAttempt } from '@erbao/audit/refused-attempt';
import { findClaim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import type { ErbaoError } from '@erbao/kernel/errors';
import { reviewTaskSchema } from '@erbao/review/review-task';
import { reviewTaskTable } from '@erbao/review/review-task-table';
import * as z from 'zod';

export type Refusal = {
  readonly who: string;
  readonly tried: string;
  readonly params: unknown;
  readonly error: ErbaoError;
};

/** What the caller did wrong; the others are the system's own. */
const CALLERS_FAULT: readonly string[] = ['InvalidInput', 'Forbidden', 'NotFound', 'Conflict'];

const namedSchema = z.object({
  claimId: z.string().max(40).optional(),
  taskId: z.string().max(40).optional(),
});

const claimIdOf = async (tables: Tables, params: unknown): Promise<string | undefined> => {
  const { claimId, taskId } = namedSchema.safeParse(params).data ?? {};
  if (claimId !== undefined) return claimId;
  const task = taskId === undefined ? undefined : await tables.get(reviewTaskTable, { taskId });
  return task === undefined ? undefined : reviewTaskSchema.parse(task).claimId;
};

/** Whoever tries numbers that are no claims' fills the own record with one entry a day, and no other. */
const subjectOf = async (tables: Tables, { who, params, error }: Refusal): Promise<string> => {
  const claimId = (await claimIdOf(tables, params)) ?? (await claimIdOf(tables, error.details));
  if (claimId === undefined) return `caller/${who}`;
  return (await findClaim(tables, claimId)) === undefined ? `caller/${who}` : claimId;
};

/** Also what is refused must be written down: when that fails, the caller is asked to try again. */
export const noteRefusal =
  ({ tables, clock }: { readonly tables: Tables; readonly clock: Clock }) =>
  async (refusal: Refusal): Promise<void> => {
    const { who, tried, error } = refusal;
    const { kind, code } = error;
    if (!CALLERS_FAULT.includes(kind)) return;
    const subjectId = await subjectOf(tables, refusal);
    await noteRefusedAttempt(tables, { subjectId, at: clock(), who, tried, kind, code });
  };
