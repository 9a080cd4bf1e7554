/**
 * 门慢登记: what two persons agree to is written to the member's register in the same transaction, and every later bill is
 * decided by that register. Whether a scheme knows registrations at all, it says itself: the engine decides the visit as a
 * bill, and only "not registered" is what a registration answers; any other reason stays a refusal.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { moveClaim } from '@erbao/claims/claim-moves';
import type { Write } from '@erbao/dynamo-kit/tables';
import { addDays, type LocalDate, localDate, localDateOf, monthOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { registerDisease } from '@erbao/members/member-store';
import { announce } from '@erbao/outbox/outbox-event';
import { type Bench, keepingMoneyPromises } from './bench.ts';

/** The engine's reason that a registration takes away. */
export const NOT_REGISTERED = 'disease-not-registered';

/** 从下月起即可享受指定慢性病门诊报销待遇 [nansha 四(一)3]. */
const nextMonth = (on: LocalDate): LocalDate =>
  localDate(`${monthOf(addDays(localDate(`${monthOf(on)}-01`), 31))}-01`);

/** Registered on the day on which the certificate was complete. Throws Conflict for a known and for a fourth disease. */
export const planRegistration = (bench: Bench): readonly Write[] => {
  const { claim, reviewer, at, member } = bench;
  const { claimId, memberId, completeAt } = claim;
  const { disease } = claim.bill;
  if (member === undefined || disease === undefined) throw new Defect('registration-incomplete', { claimId });
  const registeredOn = localDateOf(completeAt ?? at);
  const from = nextMonth(registeredOn);
  const by = reviewer.subject;
  return [
    registerDisease(member, { disease, registeredOn, claimId, by, at }),
    moveClaim(claim, 'registration-agreed', { registeredOn }),
    ...keepingMoneyPromises(bench),
    recordDeed({ subjectId: claimId, at, who: by, action: 'disease-registered', details: { disease, from } }),
    announce({ kind: 'disease-registered', claimId, memberId, from }, at, claimId),
  ];
};
