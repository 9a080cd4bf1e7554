/**
 * A decided version that gives nothing, or nothing more: by a named person, and taken back with its ceilings. Where it
 * follows a paid version, that one stands again; where it comes to less than was paid, a person may ask the difference back.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { moveClaim } from '@erbao/claims/claim-moves';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import { Conflict } from '@erbao/kernel/errors';
import { subtractFen } from '@erbao/kernel/money';
import { announce } from '@erbao/outbox/outbox-event';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { objectionWindow } from './approval.ts';
import { type Bench, keepingMoneyPromises } from './bench.ts';
import { planTakingBack } from './following-decision.ts';

export const takingBack = (bench: Bench, because: string): readonly Write[] => {
  const { record, accumulators, reviewer, at, basis } = bench;
  return planTakingBack(record, accumulators, { at, who: reviewer.subject, because }, basis);
};

type Said = { readonly code: string; readonly text: string; readonly by: string };

/** The paid version stands again, and its sum. */
const paidStands = (bench: Bench, basis: AdjudicationRecord, refusal: Said): readonly Write[] => {
  const { claim, at, task } = bench;
  const { claimId, memberId, adjudicationVersion: lastVersion, objection } = claim;
  const adjudicationVersion = Number(basis.version);
  const back = { adjudicationVersion, lastVersion, totalFen: basis.totalFen };
  const kind = objection?.reopenedAfter === undefined ? 'claim-part-refused' : 'objection-upheld';
  return [
    moveClaim(claim, 'remainder-refused', { refusal, refusedAt: at, ...back, ...objectionWindow(bench) }),
    announce({ kind, claimId, memberId }, at, claimId, task.taskId),
  ];
};

/** Open to an objection, unless the joint office has already heard one. */
const nothingIsPaid = (bench: Bench, refusal: Said): readonly Write[] => {
  const { claim, at } = bench;
  const { claimId, memberId, adjudicationVersion, objection } = claim;
  const by = objection?.determination === undefined ? 'refused-with-reason' : 'refused-for-good';
  return [
    moveClaim(claim, by, { refusal, refusedAt: at, ...objectionWindow(bench) }),
    announce(
      { kind: 'claim-refused', claimId, memberId, reason: refusal.code },
      at,
      claimId,
      adjudicationVersion,
    ),
  ];
};

export const planRefusal = (bench: Bench, code: string, text: string): readonly Write[] => {
  const refusal = { code, text, by: bench.reviewer.subject };
  const told =
    bench.basis === undefined ? nothingIsPaid(bench, refusal) : paidStands(bench, bench.basis, refusal);
  return [...told, ...takingBack(bench, code), ...keepingMoneyPromises(bench)];
};

/** The later version stands; what was paid above it is owed to the fund. Throws Conflict `nothing-overpaid`. */
export const planOverpayment = (bench: Bench, reason: string): readonly Write[] => {
  const { claim, record, basis, reviewer, at } = bench;
  const { claimId, memberId } = claim;
  const { schemeId, version, totalFen } = record;
  if (basis === undefined || totalFen >= basis.totalFen) throw new Conflict('nothing-overpaid', { claimId });
  const amountFen = subtractFen(basis.totalFen, totalFen);
  const by = reviewer.subject;
  return [
    moveClaim(claim, 'overpayment-found', { recovery: { reason, by, at, amountFen } }),
    post({
      kind: 'overpayment-found',
      schemeId,
      subjectId: claimId,
      version: Number(version),
      amountFen,
      at,
    }),
    recordDeed({ subjectId: claimId, at, who: by, action: 'recovery-opened', details: { amountFen } }),
    announce({ kind: 'recovery-opened', claimId, memberId, amountFen }, at, claimId),
    ...keepingMoneyPromises(bench),
  ];
};
