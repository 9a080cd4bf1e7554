/**
 * What happened, written in the same transaction as the thing itself; the table's stream carries it to those who wait
 * for it. Nothing is sent after a commit: it is in the commit, or it did not happen. Payloads hold ids, enums and fen.
 */
import type { Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { contentId } from '@erbao/kernel/ids';
import * as z from 'zod';
import { outboxTable } from './outbox-table.ts';

const claimFields = { claimId: z.string(), memberId: z.string() };
const monthFields = { hospitalId: z.string(), month: z.string() };
/** `waitsFor`: who is to answer, or whom the end is told. */
const questionFields = {
  questionId: z.string(),
  hospitalId: z.string(),
  waitsFor: z.enum(['fund', 'hospital']),
};

export const happeningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wait-answered'), waitId: z.string() }),
  z.object({ kind: z.literal('claim-accepted'), ...claimFields }),
  z.object({
    kind: z.literal('claim-incomplete'),
    ...claimFields,
    missing: z.array(z.string()),
    /** Papers of these kinds came but cannot be used. */
    rejected: z.array(z.object({ kind: z.string(), rejection: z.string() })).optional(),
  }),
  /** One of its papers was found unusable after it had counted. */
  z.object({ kind: z.literal('paper-unusable'), ...claimFields, paper: z.string(), rejection: z.string() }),
  z.object({ kind: z.literal('claim-approved'), ...claimFields, totalFen: z.int() }),
  z.object({ kind: z.literal('approval-stopped'), ...claimFields }),
  z.object({ kind: z.literal('claim-refused'), ...claimFields, reason: z.string() }),
  z.object({ kind: z.literal('disease-registered'), ...claimFields, from: z.string() }),
  z.object({ kind: z.literal('claim-paid'), ...claimFields, totalFen: z.int() }),
  z.object({ kind: z.literal('payment-failed'), ...claimFields, reason: z.string() }),
  z.object({ kind: z.literal('payment-returned'), ...claimFields, reason: z.string() }),
  z.object({ kind: z.literal('claim-asked'), ...claimFields }),
  z.object({ kind: z.literal('claim-returned'), ...claimFields }),
  /** Not answered yet; `until` is a date. */
  z.object({
    kind: z.literal('citizen-reminded'),
    ...claimFields,
    awaited: z.enum(['supplement', 'reply']),
    until: z.string(),
  }),
  z.object({ kind: z.literal('claim-returned-unanswered'), ...claimFields }),
  z.object({ kind: z.literal('claim-closed'), ...claimFields }),
  z.object({ kind: z.literal('claim-withdrawn'), ...claimFields }),
  z.object({ kind: z.literal('claim-part-refused'), ...claimFields }),
  z.object({ kind: z.literal('objection-taken'), ...claimFields }),
  z.object({ kind: z.literal('objection-upheld'), ...claimFields }),
  z.object({ kind: z.literal('objection-overturned'), ...claimFields }),
  z.object({ kind: z.literal('recovery-opened'), ...claimFields, amountFen: z.int() }),
  /** A clerk has asked to close a hospital's month: its workflow is to run. */
  z.object({
    kind: z.literal('month-to-close'),
    hospitalId: z.string(),
    month: z.string(),
    attempt: z.int(),
  }),
  /** A hospital has its money for a month; the finance office of the hospital is to agree. */
  z.object({
    kind: z.literal('statement-paid'),
    statementId: z.string(),
    hospitalId: z.string(),
    amountFen: z.int(),
  }),
  /** A machine has looked at a paper, whether it could read it or not. */
  z.object({ kind: z.literal('paper-read'), paperId: z.string(), readerVersion: z.string() }),
  /** The archive of the claim is to be held, or no longer. */
  z.object({ kind: z.literal('hold-changed'), claimId: z.string() }),
  /** A workflow is to run for a claim that had ended, or for one that was made of another. */
  z.object({ kind: z.literal('claim-to-review'), claimId: z.string(), execution: z.string() }),
  z.object({
    kind: z.literal('deadline-planned'),
    subjectId: z.string(),
    deadlineId: z.string(),
    /** Absent is 1. */
    revision: z.int().optional(),
  }),
  z.object({
    kind: z.literal('deadline-raised'),
    subjectId: z.string(),
    deadlineId: z.string(),
    mark: z.string(),
    escalatedTo: z.string(),
    dueAt: z.string().optional(),
    /** The hospital that has to act, where it is one. */
    owedBy: z.string().optional(),
  }),
  /** A hospital's month is over; its papers are awaited. */
  z.object({ kind: z.literal('month-opened'), ...monthFields, dueAt: z.string() }),
  z.object({ kind: z.literal('month-file-refused'), ...monthFields, fileId: z.string() }),
  /** A file is settled and matched; `unsettled` differences are to be answered. */
  z.object({
    kind: z.literal('month-file-matched'),
    ...monthFields,
    fileId: z.string(),
    unsettled: z.int(),
  }),
  /** The last difference of a month's file is settled. */
  z.object({ kind: z.literal('differences-settled'), ...monthFields, fileId: z.string() }),
  z.object({ kind: z.literal('month-closed'), ...monthFields }),
  /** The totals had moved since the month was balanced: the clerk is to look again. */
  z.object({ kind: z.literal('month-not-closed'), ...monthFields }),
  z.object({ kind: z.literal('statement-disputed'), ...monthFields, statementId: z.string() }),
  z.object({ kind: z.literal('statement-explained'), ...monthFields, statementId: z.string() }),
  z.object({ kind: z.literal('question-waiting'), ...questionFields, dueAt: z.string() }),
  z.object({ kind: z.literal('question-closed'), ...questionFields, outcome: z.string() }),
]);
export type Happening = z.infer<typeof happeningSchema>;

export const outboxEventSchema = z.object({
  eventId: z.string(),
  at: z.string(),
  happening: happeningSchema,
});
export type OutboxEvent = z.infer<typeof outboxEventSchema>;

/**
 * `once` says what makes the event one of its kind, e.g. a claim id and a version: the same words give the same id, and
 * an event that is already in the outbox refuses the transaction that would repeat it.
 */
export const announce = (
  happening: Happening,
  at: Instant,
  ...once: readonly (string | number)[]
): Write => ({
  do: 'insert',
  table: outboxTable,
  item: { eventId: contentId('event', happening.kind, ...once), at, happening },
});
