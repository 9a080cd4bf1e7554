/** 封存: a claim under inquiry is kept whatever its retention; set and released by two people. */
import { Conflict, Forbidden } from '@erbao/kernel/errors';
import type { ArchiveRecord } from './archive-record.ts';

export type HoldWish = { readonly action: 'hold' | 'release'; readonly by: string; readonly reason: string };

/** Throws Conflict `hold-not-possible` when the claim is held already, or is not. */
export const proposeHold = (
  { claimId, hold }: ArchiveRecord,
  { action, by, reason }: HoldWish,
): Pick<ArchiveRecord, 'hold' | 'holdBy' | 'holdReason'> => {
  // a later proposal takes the place of an earlier one
  const from = action === 'hold' ? ['none', 'proposed'] : ['held', 'release-proposed'];
  if (!from.includes(hold)) throw new Conflict('hold-not-possible', { claimId });
  return { hold: action === 'hold' ? 'proposed' : 'release-proposed', holdBy: by, holdReason: reason };
};

/** Throws Conflict `hold-not-proposed`, Forbidden `maker-is-checker`. */
export const approveHold = (
  { claimId, hold, holdBy }: ArchiveRecord,
  by: string,
): Pick<ArchiveRecord, 'hold'> => {
  if (hold !== 'proposed' && hold !== 'release-proposed')
    throw new Conflict('hold-not-proposed', { claimId });
  if (holdBy === by) throw new Forbidden('maker-is-checker', { claimId });
  return { hold: hold === 'proposed' ? 'held' : 'none' };
};
