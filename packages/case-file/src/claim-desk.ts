/** Reads what a deed about a claim rests on: its tasks, its deadlines, the calendar. */
import { type AdjudicationRecord, findRecord } from '@erbao/adjudication/adjudication-record';
import type { Desk } from '@erbao/adjudication/bench';
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { reviewTasksOf } from '@erbao/review/review-task';

export const openDesk = async (tables: Tables, claim: Claim, at: Instant): Promise<Desk> => {
  const [tasks, deadlines, calendar] = await Promise.all([
    reviewTasksOf(tables, claim.claimId, latestVersion(claim), claim.citizenLimit),
    deadlinesOf(tables, claim.claimId),
    officeCalendar(tables, localDateOf(at)),
  ]);
  return { claim, tasks, deadlines, calendar, at };
};

/** The paid version that the claim's present one follows. */
export const basisOf = async (tables: Tables, claim: Claim): Promise<AdjudicationRecord | undefined> =>
  claim.paidVersion === undefined || claim.paidVersion === claim.adjudicationVersion
    ? undefined
    : findRecord(tables, claim.claimId, claim.paidVersion);
