/** 复议结果告知书: what was objected to, what the joint office determined and why, and what follows. */
import { findRecord } from '@erbao/adjudication/adjudication-record';
import type { ClaimLetter } from '@erbao/api-contracts/letters';
import type { Claim } from '@erbao/claims/claim';
import { localDateOf } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { findPayment, paymentIdOf } from '@erbao/payout/payment';
import { aboutClaim, type LetterNeeds } from './letter-heads.ts';

/** A sum that was ordered to be paid, or a refusal; of the version that stood when the claimant objected. */
const objectedTo = async ({ tables }: LetterNeeds, { claimId, adjudicationVersion, objection }: Claim) => {
  const version = objection?.version ?? adjudicationVersion;
  const payment = await findPayment(tables, paymentIdOf(claimId, version));
  const record = payment === undefined ? undefined : await findRecord(tables, claimId, version);
  return record === undefined
    ? { about: 'refusal' as const }
    : { about: 'sum' as const, totalFen: record.totalFen };
};

/** Throws NotFound `letter-not-ready` until the joint office has determined. */
export const objectionResult = async (needs: LetterNeeds, claim: Claim): Promise<ClaimLetter> => {
  const { objection, claimId } = claim;
  const { determination } = objection ?? {};
  if (objection === undefined || determination === undefined)
    throw new NotFound('letter-not-ready', { claimId, kind: 'objection' });
  return {
    kind: 'objection',
    ...(await aboutClaim(needs, claim, localDateOf(determination.at))),
    // one objection a claim, whatever version it is decided in afterwards
    letterNumber: `${claimId}-FY`,
    ...(await objectedTo(needs, claim)),
    objectedOn: localDateOf(objection.at),
    objection: objection.reason,
    outcome: determination.outcome === 'overturn' ? 'overturned' : 'upheld',
    answer: determination.reason,
  };
};
