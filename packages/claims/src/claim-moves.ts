/** The writes that file and move claims. */
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import type { Claim } from './claim.ts';
import { claimTable, OPEN_MARK } from './claim-table.ts';
import { isFinal, type MoveName, moveNamed } from './lifecycle.ts';

export const insertClaim = (claim: Claim): Write => ({
  do: 'insert',
  table: claimTable,
  item: { ...claim, openMark: OPEN_MARK },
});

/**
 * Moves a claim as the lifecycle says, on the condition that it is still as it was read: of two who read the same
 * version the second is refused.
 */
export const moveClaim = (
  claim: Claim,
  by: MoveName,
  set: Item = {},
  remove: readonly string[] = [],
): Write => {
  const move = moveNamed(by, claim.state);
  return {
    do: 'change',
    table: claimTable,
    key: { claimId: claim.claimId },
    set: {
      ...set,
      state: move.to,
      version: claim.version + 1,
      ...(isFinal(move.from) && !isFinal(move.to) ? { openMark: OPEN_MARK } : {}),
    },
    remove: [...remove, ...(isFinal(move.to) ? ['openMark'] : [])],
    expect: { state: move.from, version: claim.version },
  };
};

/** Notes something on a claim that stays where it is. */
export const noteOnClaim = (claim: Claim, set: Item): Write => ({
  do: 'change',
  table: claimTable,
  key: { claimId: claim.claimId },
  set: { ...set, version: claim.version + 1 },
  expect: { state: claim.state, version: claim.version },
});
