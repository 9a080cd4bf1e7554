/** Whether the papers of a claim agree; `reading` while the machine still reads them and the time is not over. */
import { compareClaim, type ComparisonNeeds } from '@erbao/paper-checks/comparison';

export type Output = { readonly claimId: string; readonly next: 'reading' | 'compared' };

export const comparePapers =
  (needs: ComparisonNeeds) =>
  async ({ claimId }: { readonly claimId: string }): Promise<Output> => ({
    claimId,
    next: await compareClaim(needs, claimId),
  });
