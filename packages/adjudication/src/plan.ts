/**
 * The plan of one decision: what the engine says of the facts under the ceilings as read, and the writes that make it
 * so, together with the caller's own writes (the claim's move, the file's row) in one transaction.
 */
import { type Actor, recordDeed } from '@erbao/audit/audit-event';
import type { Facts } from '@erbao/benefit-policy/facts';
import { makeReceipt, type Receipt } from '@erbao/benefit-policy/receipt';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { type Accumulators, findAccumulators, moveAccumulators } from './accumulators.ts';
import type { Decider } from './decider.ts';
import { type AdjudicationRecord, insertRecord, makeRecord } from './adjudication-record.ts';

export type Subject = {
  readonly subjectId: string;
  /** 1 for the first decision of a subject. */
  readonly version: number;
  readonly memberId: string;
  readonly facts: Facts;
  readonly scheme: Decider;
  readonly parameters?: unknown;
  readonly at: Instant;
  readonly who: Actor;
  readonly source?: string;
};

export type Planned = {
  readonly record: AdjudicationRecord;
  readonly receipt: Receipt;
  readonly writes: readonly Write[];
};

export const planAdjudication = (subject: Subject, accumulators: Accumulators): Planned => {
  const { scheme, facts, at, who, subjectId, version, memberId } = subject;
  const adjudged = scheme.decide(facts, accumulators.used);
  const receipt = makeReceipt({
    scheme,
    facts,
    usedBefore: accumulators.used,
    adjudged,
    ...(subject.parameters === undefined ? {} : { parameters: subject.parameters }),
  });
  const record = makeRecord({
    subjectId,
    version,
    memberId,
    receipt,
    decidedAt: at,
    decidedBy: who,
    ...(subject.source === undefined ? {} : { source: subject.source }),
  });
  const { totalFen } = record;
  return {
    record,
    receipt,
    writes: [
      insertRecord(record),
      recordDeed(
        {
          subjectId,
          at,
          who,
          action: 'adjudicated',
          details: { version, outcome: record.outcome, totalFen },
        },
        version,
      ),
      ...(adjudged.movements.length === 0 ? [] : [moveAccumulators(accumulators, adjudged.movements)]),
      ...(totalFen > 0
        ? [
            post({
              kind: 'benefit-decided',
              schemeId: scheme.schemeId,
              subjectId,
              version,
              amountFen: totalFen,
              at,
            }),
          ]
        : []),
    ],
  };
};

/** How often a decision is made again when somebody else used the same member's ceilings meanwhile. */
const TRIES = 8;

/**
 * Decides and commits. `around` gives the caller's writes for the plan. Returns `taken` when the subject's version was
 * decided before, or when a condition of the caller's writes does not hold: the caller reads again. Throws Conflict when
 * the ceilings keep moving.
 */
export const adjudicate = async (
  tables: Tables,
  subject: Subject,
  around: (planned: Planned) => readonly Write[],
): Promise<{ readonly done: true; readonly planned: Planned } | { readonly done: false }> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const accumulators = await findAccumulators(tables, subject.memberId, subject.scheme.schemeId);
    const planned = planAdjudication(subject, accumulators);
    const writes = [...planned.writes, ...around(planned)];
    const outcome = await tables.commit(writes);
    if (outcome.committed) return { done: true, planned };
    const onlyCeilings = outcome.refused.every((place) => writes[place]?.table.name === 'accumulators');
    if (!onlyCeilings) return { done: false };
  }
  throw new Conflict('ceilings-contended', { subjectId: subject.subjectId });
};
