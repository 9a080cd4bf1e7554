/** What a person must look at before a claim is decided: the engine's referrals, and how the claim came in. */
import { findRecord } from '@erbao/adjudication/adjudication-record';
import { openReferrals } from '@erbao/adjudication/approval';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { questionOf, type ReviewQuestion } from '@erbao/review/review-question';

export const questionsOf = async (tables: Tables, claim: Claim): Promise<readonly ReviewQuestion[]> => {
  const { claimId, adjudicationVersion } = claim;
  const record =
    adjudicationVersion === 0 ? undefined : await findRecord(tables, claimId, adjudicationVersion);
  const codes: string[] = [];
  if (record !== undefined) {
    const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
    if (decision.outcome === 'referred') codes.push(decision.reason);
    codes.push(...openReferrals(record));
  }
  if (claim.claimKind === 'chronic') codes.push('chronic-registration');
  if (claim.late === true) codes.push('filed-late');
  if (claim.byGuardian === true && claim.guardianKnown !== true) codes.push('filed-by-guardian');
  if (claim.deceased !== undefined) codes.push('member-deceased');
  return codes.map(questionOf);
};
