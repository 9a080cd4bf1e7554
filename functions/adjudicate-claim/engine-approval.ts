/** The engine's own approval of a clean claim, by the dated table; a sample of them gets a blind second look. */
import { planApproval } from '@erbao/adjudication/approval';
import type { Planned } from '@erbao/adjudication/plan';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { CLAIM_PROMISE } from '@erbao/deadlines/commitments';
import { findDeadline } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, type Instant, localDateOf } from '@erbao/kernel/dates';
import { automationFor } from '@erbao/review/automation';
import { insertReviewTask, singleTaskId } from '@erbao/review/review-task';

const touched = (claim: Claim): boolean =>
  claim.adjudicationVersion > 0 ||
  claim.answers.length > 0 ||
  claim.insistence !== undefined ||
  claim.objection !== undefined;

const blindTask = (claim: Claim, version: number, at: Instant, dueAt: Instant): Write =>
  insertReviewTask({
    taskId: singleTaskId(claim.claimId, 'blind', version),
    claimId: claim.claimId,
    kind: 'blind',
    adjudicationVersion: version,
    level: 0,
    levels: 1,
    role: 'reviewer',
    state: 'open',
    openedAt: at,
    dueAt,
    waitId: `${claim.claimId}/blind/${version}`,
  });

type Approve = (planned: Planned, set: Item, at: Instant) => readonly Write[] | undefined;

/** Undefined where a person must decide. */
export const engineApproval = async (
  tables: Tables,
  claim: Claim,
  { automation, clock }: { readonly automation: boolean; readonly clock: Clock },
): Promise<Approve> => {
  const promise = await findDeadline(tables, claim.claimId, CLAIM_PROMISE.deadlineId);
  const calendar = await officeCalendar(tables, localDateOf(clock()));
  const { claimId } = claim;
  return ({ record, receipt }, set, at) => {
    if (!automation || promise === undefined) return undefined;
    const { approves, sampled } = automationFor(
      {
        claimId,
        kind: claim.claimKind ?? 'single',
        late: claim.late === true,
        byGuardian: claim.byGuardian === true && claim.guardianKnown !== true,
        deceased: claim.deceased !== undefined,
        riskSignals: (claim.riskSignals ?? []).map(({ code }) => code),
        touched: touched(claim),
        decision: receipt.decision,
      },
      localDateOf(claim.completeAt ?? at),
    );
    if (!approves) return undefined;
    const { dueAt } = promise;
    return [
      ...planApproval({ claim, record, calendar, at, dueAt, by: 'engine-approved', set }),
      recordDeed({ subjectId: claimId, at, who: 'engine', action: 'engine-approved', details: { sampled } }),
      ...(sampled ? [blindTask(claim, Number(record.version), at, dueAt)] : []),
    ];
  };
};
