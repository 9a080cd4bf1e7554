/** The clerk's desk for papers: what was read, what a person corrects beside it, what the platform says of the receipt. */
import type * as routes from '@erbao/api-contracts/paper-check-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import type { ClaimState } from '@erbao/claims/lifecycle';
import { Conflict, Forbidden, InvalidInput, NotFound } from '@erbao/kernel/errors';
import { readLocalDate } from '@erbao/kernel/dates';
import { readFen } from '@erbao/kernel/money';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  compareClaim,
  type ComparisonNeeds,
  findComparison,
  paperSignals,
} from '@erbao/paper-checks/comparison';
import { isFindingCode } from '@erbao/paper-checks/finding';
import { keepCorrection } from '@erbao/paper-reading/paper-correction';
import type { FieldValue } from '@erbao/paper-reading/paper-reading';
import { type FieldName, factsOf, isFieldName } from '@erbao/paper-reading/reading-fields';
import { comparisonView, findingView } from './comparison-view.ts';

/** While somebody decides: what was approved stands on what was read then. */
const CORRECTABLE: readonly ClaimState[] = ['accepted', 'decided', 'asked', 'objected'];

export const readComparison =
  ({ tables }: ComparisonNeeds): UseCaseOf<typeof routes.readComparison> =>
  async ({ params: { claimId } }) =>
    comparisonView(tables, await claimById(tables, claimId));

const valueOf = (field: FieldName, text: string): FieldValue => {
  const { as } = factsOf(field);
  if (as === 'text') return { as, text: text.trim() };
  if (as === 'date') {
    const date = readLocalDate(text.trim());
    if (date !== undefined) return { as, date };
  } else {
    const read = readFen(text.trim());
    if (read.ok) return { as, fen: read.fen };
  }
  throw new InvalidInput('field-value-unreadable', { field, as });
};

/** What the papers say now goes onto the claim; what else speaks against it stays. */
const noteSignals = async ({ tables }: ComparisonNeeds, claimId: string): Promise<void> => {
  const claim = await claimById(tables, claimId);
  if (claim.riskSignals === undefined) return;
  const others = claim.riskSignals.filter(({ code }) => !isFindingCode(code));
  const riskSignals = [...others, ...(await paperSignals(tables, claimId))];
  const outcome = await tables.commit([noteOnClaim(claim, { riskSignals })]);
  if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
};

export const correctReading =
  (needs: ComparisonNeeds): UseCaseOf<typeof routes.correctReading> =>
  async ({ caller, params: { claimId, paperId }, body: { field, value, reason } }) => {
    const { tables, cipher, clock } = needs;
    const claim = await claimById(tables, claimId);
    if (!claim.papers.some((paper) => paper.paperId === paperId))
      throw new NotFound('paper-unknown', { paperId });
    if (!isFieldName(field)) throw new InvalidInput('field-unknown', { field: 'field' });
    if (claim.filedBy === caller.subject) throw new Forbidden('own-filing-not-reviewable', { claimId });
    if (!CORRECTABLE.includes(claim.state)) throw new Conflict('reading-not-correctable', { claimId });
    const [at, by] = [clock(), caller.subject];
    const correction = { paperId, field, value: valueOf(field, value), by, at, reason };
    await tables.commit([
      await keepCorrection(cipher, correction),
      recordDeed(
        { subjectId: claimId, at, who: by, action: 'reading-corrected', details: { paperId, field } },
        paperId,
        field,
      ),
    ]);
    await compareClaim(needs, claimId);
    await noteSignals(needs, claimId);
    const comparison = await findComparison(tables, claimId);
    return { paperId, field, findings: (comparison?.findings ?? []).map(findingView) };
  };
