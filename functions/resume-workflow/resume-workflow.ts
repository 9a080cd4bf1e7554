/** What a committed event sets going: an answered wait, a planned watch, a claim opened again, a promise kept by the bank. */
import { keepingMoneyPromises } from '@erbao/adjudication/bench';
import { planReopening } from '@erbao/adjudication/objection';
import { planSilence } from '@erbao/adjudication/silence';
import { openDesk } from '@erbao/case-file/claim-desk';
import { claimById } from '@erbao/claims/claim';
import type { Messages } from '@erbao/cloud-kit/messages';
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Instant, instant } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { archivingOf } from '@erbao/outbox/claim-to-archive';
import type { Happening, OutboxEvent } from '@erbao/outbox/outbox-event';
import { deliverAnswer } from '@erbao/workflow-waits/workflow-wait';
import { isCitizenLimit } from '@erbao/deadlines/citizen-limits';
import { watchStart } from '@erbao/deadlines/watch-start';
import { closingStart } from '@erbao/settlement-files/closing-start';
import { keepPay } from '@erbao/settlement-files/month-deadlines';
import { statementById } from '@erbao/settlement-files/statement';

export type Needs = {
  readonly tables: Tables;
  readonly workflows: Workflows;
  readonly toArchive: Messages;
};

/** 划付完成: the money is booked, and the promises about it are kept, by the moment of the booking. */
const keepPromises = async ({ tables }: Needs, claimId: string, at: Instant): Promise<void> => {
  const claim = await claimById(tables, claimId);
  // opened again since: it has a promise of its own now
  if (claim.state !== 'paid') return;
  const writes = keepingMoneyPromises(await openDesk(tables, claim, at));
  if (writes.length === 0) return;
  const outcome = await tables.commit(writes);
  // a mark was raised at the same moment: brought again
  if (!outcome.committed) throw new Conflict('deadline-moved-on', { claimId });
};

/** 复议撤销 while the money was under way: it is booked, and the claim is decided again. */
const reopen = async ({ tables }: Needs, claimId: string, at: Instant): Promise<void> => {
  const writes = planReopening(await openDesk(tables, await claimById(tables, claimId), at));
  if (writes.length === 0) return;
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
};

/** A limit of the citizen's has come nearer, or has passed. */
const remind = async (
  { tables }: Needs,
  { subjectId, deadlineId, mark }: Extract<Happening, { kind: 'deadline-raised' }>,
  at: Instant,
): Promise<void> => {
  if (!isCitizenLimit(deadlineId)) return;
  const desk = await openDesk(tables, await claimById(tables, subjectId), at);
  const limit = desk.deadlines.find((one) => one.deadlineId === deadlineId);
  const writes = limit === undefined ? [] : planSilence(desk, limit, mark);
  if (writes.length === 0) return;
  const outcome = await tables.commit(writes);
  // the reminder was written before, or the citizen answers at this moment: read again
  if (!outcome.committed && mark === 'breached') throw new Conflict('claim-moved-on', { claimId: subjectId });
};

const start = async (
  { workflows }: Needs,
  happening: Extract<Happening, { kind: 'deadline-planned' | 'claim-to-review' | 'month-to-close' }>,
): Promise<void> => {
  if (happening.kind === 'deadline-planned') await workflows.start(watchStart(happening));
  else if (happening.kind === 'month-to-close') await workflows.start(closingStart(happening));
  else {
    const { claimId, execution } = happening;
    await workflows.start({ workflow: 'claim-review', name: execution, input: { claimId } });
  }
};

/** The hospital has its money: the date of the pay run is kept, by the moment of the booking. */
const keepPayDay = async ({ tables }: Needs, statementId: string, at: Instant): Promise<void> => {
  const statement = await statementById(tables, statementId);
  const writes = await keepPay(tables, statement, statement.payerId, at);
  if (writes.length === 0) return;
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('deadline-moved-on', { statementId });
};

/** Gives the outcome of a delivery, for the log. */
export const resumeWorkflow =
  (needs: Needs) =>
  async (event: OutboxEvent): Promise<string | undefined> => {
    const { happening, at } = event;
    const archiving = archivingOf(event);
    if (archiving !== undefined) await needs.toArchive.send(archiving);
    if (happening.kind === 'wait-answered') return deliverAnswer(needs, happening.waitId);
    if (happening.kind === 'claim-paid') await keepPromises(needs, happening.claimId, instant(at));
    if (happening.kind === 'claim-paid' || happening.kind === 'claim-part-refused')
      await reopen(needs, happening.claimId, instant(at));
    if (happening.kind === 'deadline-raised') await remind(needs, happening, instant(at));
    if (happening.kind === 'statement-paid') await keepPayDay(needs, happening.statementId, instant(at));
    if (
      happening.kind === 'deadline-planned' ||
      happening.kind === 'claim-to-review' ||
      happening.kind === 'month-to-close'
    )
      await start(needs, happening);
    return undefined;
  };
