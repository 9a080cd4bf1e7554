/** Beside and after the course of a claim: the member's death, and money that must come back. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { planDeath, planRecovered, planRecovery } from '@erbao/adjudication/aftermath';
import { planApprovalStop } from '@erbao/adjudication/approval-stop';
import { unreleasedBatchOf } from '@erbao/adjudication/leaving-batch';
import type * as routes from '@erbao/api-contracts/clerk-routes';
import { basisOf, openDesk } from '@erbao/case-file/claim-desk';
import { type Claim, claimById, latestVersion } from '@erbao/claims/claim';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  attemptsOf,
  findPayment,
  type Payment,
  paymentById,
  paymentIdOf,
  paymentsOfClaim,
} from '@erbao/payout/payment';

type Needs = { readonly tables: Tables; readonly clock: Clock };

const commit = async ({ tables }: Needs, claimId: string, writes: readonly Write[]): Promise<Claim> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
  return claimById(tables, claimId);
};

export const reportDeath =
  (needs: Needs): UseCaseOf<typeof routes.reportDeath> =>
  async ({ caller, params: { claimId }, body }) => {
    const claim = await claimById(needs.tables, claimId);
    const payments = await paymentsOfClaim(needs.tables, claimId, latestVersion(claim));
    const followed = payments.find(({ paymentId }) => paymentId === claim.paymentId);
    const batch = followed === undefined ? undefined : await unreleasedBatchOf(needs.tables, followed);
    const deed = { claim, by: caller.subject, at: needs.clock() };
    return commit(needs, claimId, planDeath(deed, localDate(body.on), payments, batch));
  };

/** The payment of the version that the approved one follows: of its attempts the one that stands. */
const paidBefore = async (tables: Tables, { claimId, paidVersion }: Claim): Promise<Payment | undefined> => {
  if (paidVersion === undefined) return undefined;
  const attempts = await attemptsOf(tables, await paymentById(tables, paymentIdOf(claimId, paidVersion)));
  return attempts.find(({ state }) => state === 'paid') ?? attempts.at(-1);
};

export const stopApproval =
  (needs: Needs): UseCaseOf<typeof routes.stopApproval> =>
  async ({ caller, params: { claimId }, body }) => {
    const { tables, clock } = needs;
    const claim = await claimById(tables, claimId);
    const payment = claim.paymentId === undefined ? undefined : await findPayment(tables, claim.paymentId);
    if (payment === undefined) throw new Conflict('approval-not-stoppable', { claimId });
    const record = await recordById(tables, claimId, claim.adjudicationVersion);
    const approved = {
      ...(await openDesk(tables, claim, clock())),
      payment,
      attempts: await attemptsOf(tables, payment),
      batch: await unreleasedBatchOf(tables, payment),
      record,
      basis: await basisOf(tables, claim),
      paidBefore: await paidBefore(tables, claim),
      accumulators: await findAccumulators(tables, claim.memberId, record.schemeId),
    };
    return commit(needs, claimId, planApprovalStop(approved, { by: caller.subject, reason: body.reason }));
  };

export const openRecovery =
  (needs: Needs): UseCaseOf<typeof routes.openRecovery> =>
  async ({ caller, params: { claimId }, body }) => {
    const claim = await claimById(needs.tables, claimId);
    if (claim.state !== 'paid') throw new Conflict('claim-not-paid', { claimId });
    const record = await recordById(needs.tables, claimId, claim.adjudicationVersion);
    const paidOut = {
      record,
      accumulators: await findAccumulators(needs.tables, claim.memberId, record.schemeId),
      payments: await paymentsOfClaim(needs.tables, claimId, latestVersion(claim)),
      deadlines: await deadlinesOf(needs.tables, claimId),
    };
    const deed = { claim, by: caller.subject, at: needs.clock() };
    return commit(needs, claimId, planRecovery(deed, paidOut, body.reason));
  };

export const receiveRecovery =
  (needs: Needs): UseCaseOf<typeof routes.receiveRecovery> =>
  async ({ caller, params: { claimId } }) => {
    const claim = await claimById(needs.tables, claimId);
    if (claim.state !== 'recovering') throw new Conflict('claim-not-recovering', { claimId });
    const record = await recordById(needs.tables, claimId, claim.adjudicationVersion);
    return commit(needs, claimId, planRecovered({ claim, by: caller.subject, at: needs.clock() }, record));
  };
