/** Deciding a task: a level of review, the disputed rest, a petition before the joint office, a blind second look. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import type { TaskDesk } from '@erbao/adjudication/bench';
import { planBlindResult } from '@erbao/adjudication/blind-review';
import { planDetermination } from '@erbao/adjudication/petition';
import { planRemainder } from '@erbao/adjudication/remainder';
import { planSilenceDecision } from '@erbao/adjudication/silence';
import { planRest, restClaimIdOf } from '@erbao/adjudication/split-stay';
import { type GivenVerdict, planVerdict } from '@erbao/adjudication/verdict';
import type { Caller } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/review-routes';
import { basisOf, openDesk } from '@erbao/case-file/claim-desk';
import { type Claim, claimById } from '@erbao/claims/claim';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMember } from '@erbao/members/member-store';
import { accountContext } from '@erbao/payout/payee';
import type { FieldCipher, Sealed } from '@erbao/personal-data/field-cipher';
import { reviewTaskById } from '@erbao/review/review-task';

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: Clock };

const openTask = async ({ tables, clock }: Needs, caller: Caller, taskId: string): Promise<TaskDesk> => {
  const task = await reviewTaskById(tables, taskId);
  const claim = await claimById(tables, task.claimId);
  return { ...(await openDesk(tables, claim, clock())), task, reviewer: caller };
};

const commit = async ({ tables }: Needs, taskId: string, writes: readonly Write[]): Promise<void> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('review-task-decided', { taskId });
};

/** The account is sealed for one claim: the rest of a split stay needs its own. */
const resealed = async (cipher: FieldCipher, { claimId, account }: Claim, restId: string) => {
  const move = async (sealed: Sealed) =>
    cipher.seal(await cipher.open(sealed, accountContext(claimId)), accountContext(restId));
  if (account === undefined) throw new Defect('bill-without-account', { claimId });
  return {
    ...account,
    sealedHolder: await move(account.sealedHolder),
    sealedNumber: await move(account.sealedNumber),
  };
};

/** The writes of the claim about the rest, when the answer cuts a stay at the year's end. */
const splitting = async (
  { cipher }: Needs,
  { claim, reviewer, at }: TaskDesk,
  given: GivenVerdict,
): Promise<readonly Write[]> => {
  if (given.verdict !== 'answer' || given.facts.splitBill === undefined) return [];
  const account = await resealed(cipher, claim, restClaimIdOf(claim.claimId));
  return planRest({ claim, first: given.facts.splitBill, account, by: reviewer.subject, at });
};

const onLevel = async (needs: Needs, desk: TaskDesk, given: GivenVerdict) => {
  const { claim, task } = desk;
  const record = await recordById(needs.tables, task.claimId, task.adjudicationVersion);
  const accumulators = await findAccumulators(needs.tables, claim.memberId, record.schemeId);
  const basis = await basisOf(needs.tables, claim);
  const isOnRegister = claim.claimKind === 'chronic' || claim.guardianMemberId !== undefined;
  const member = isOnRegister ? await findMember(needs.tables, claim.memberId) : undefined;
  const { next, writes } = planVerdict({ ...desk, record, basis, accumulators, member }, given);
  return { next, writes: [...writes, ...(await splitting(needs, desk, given))] };
};

export const giveVerdict =
  (needs: Needs): UseCaseOf<typeof routes.giveVerdict> =>
  async ({ caller, params, body }) => {
    const { taskId } = params;
    const desk = await openTask(needs, caller, taskId);
    const { kind } = desk.task;
    if (kind !== 'level' && kind !== 'remainder') throw new Conflict('verdict-not-asked', { taskId });
    const { next, writes } = kind === 'level' ? await onLevel(needs, desk, body) : planRemainder(desk, body);
    await commit(needs, taskId, writes);
    return { taskId, next };
  };

export const determinePetition =
  (needs: Needs): UseCaseOf<typeof routes.determinePetition> =>
  async ({ caller, params, body }) => {
    const { taskId } = params;
    await commit(needs, taskId, planDetermination(await openTask(needs, caller, taskId), body));
    return { taskId, outcome: body.outcome };
  };

export const decideSilence =
  (needs: Needs): UseCaseOf<typeof routes.decideSilence> =>
  async ({ caller, params, body }) => {
    const { taskId } = params;
    const desk = await openTask(needs, caller, taskId);
    await commit(needs, taskId, planSilenceDecision(desk, body, await basisOf(needs.tables, desk.claim)));
    return { taskId, outcome: body.outcome };
  };

export const giveBlindResult =
  (needs: Needs): UseCaseOf<typeof routes.giveBlindResult> =>
  async ({ caller, params, body }) => {
    const { taskId } = params;
    const desk = await openTask(needs, caller, taskId);
    const record = await recordById(needs.tables, desk.task.claimId, desk.task.adjudicationVersion);
    const { result, writes } = planBlindResult(desk, record, body);
    await commit(needs, taskId, writes);
    return { taskId, result };
  };
