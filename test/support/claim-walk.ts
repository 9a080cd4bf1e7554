/** Steps of a claim that several tests walk: filed with papers, decided, agreed at every level, paid. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { Role } from '@erbao/api-contracts/roles';
import { planPaid, planSending } from '@erbao/adjudication/booking';
import { claimById } from '@erbao/claims/claim';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { planBatched } from './claim-payments.ts';
import { type ClaimPayment, isForHospital, paymentById } from '@erbao/payout/payment';
import { reviewTaskSchema } from '@erbao/review/review-task';
import { reviewTaskTable } from '@erbao/review/review-task-table';
import { ALL_PAPERS, type Office, sheetOf } from './claim-office.ts';
import { claimMessage } from './sample-facts.ts';

export const person = (subject: string, ...roles: Role[]): Caller => ({ subject, roles });

export const walkerIn = (office: Office) => {
  const citizen: Caller = { subject: 'citizen-1', roles: ['citizen'], memberId: office.memberId };
  const claim = (claimId: string) => claimById(office.tables, claimId);

  const file = async (
    kinds: readonly PaperKind[] = ALL_PAPERS,
    more: Parameters<typeof claimMessage>[0] = {},
  ): Promise<string> => {
    const papers = [];
    for (const kind of kinds)
      papers.push(await office.handIn(kind, sheetOf(`${kind} ${more.filingId ?? ''}`)));
    const filedAt = office.clock();
    return office.take(claimMessage({ papers, filedAt, ...more }));
  };

  let tokens = 0;
  const openTask = async (claimId: string): Promise<void> => {
    tokens += 1;
    await office.openTask(claimId, `token-${String(tokens)}`);
  };

  const decide = async (claimId: string): Promise<void> => {
    if ((await office.check(claimId)).next !== 'complete') return;
    const { next } = await office.decide(claimId);
    if (next === 'review') await openTask(claimId);
  };

  const openTasks = (claimId: string) =>
    office.tables
      .all(reviewTaskTable)
      .map((item) => reviewTaskSchema.parse(item))
      .filter((task) => task.claimId === claimId && task.state === 'open');
  const taskOf = (claimId: string, kind = 'level'): string =>
    openTasks(claimId).find((task) => task.kind === kind)?.taskId ?? 'none';

  /** Everybody agrees until the claim is approved, each level another person. */
  const agree = async (claimId: string, who = 'level'): Promise<void> => {
    for (let place = 0; (await claim(claimId)).state === 'decided'; place += 1) {
      const task = openTasks(claimId).find(({ kind }) => kind === 'level');
      if (task === undefined) throw new Error('no open level');
      const reviewer = person(`${who}-${String(place)}`, task.role);
      await office.give(reviewer, task.taskId, { verdict: 'agree', reason: '同意' });
      if ((await claim(claimId)).state === 'decided') await openTask(claimId);
    }
  };

  /** The bank books the payment that the claim points to. */
  const pay = async (claimId: string, at: Instant = office.clock()): Promise<void> => {
    const payment = async (): Promise<ClaimPayment> => {
      const found = await paymentById(office.tables, (await claim(claimId)).paymentId ?? '');
      if (isForHospital(found)) throw new Error('a claim points to the payment of a statement');
      return found;
    };
    const commit = async (writes: Parameters<typeof office.tables.commit>[0]): Promise<void> => {
      if (!(await office.tables.commit(writes)).committed) throw new Error('payment not moved');
    };
    const batchId = `batch-${localDateOf(at)}-${claimId}-${(await payment()).paymentId}`;
    await commit(planBatched(await payment(), batchId));
    const sent = { payment: await payment(), claim: await claim(claimId), at };
    await commit(planSending(sent, { batchId, part: 1 }));
    await commit(planPaid({ payment: await payment(), claim: await claim(claimId), at }));
    await office.carry();
  };

  return { citizen, claim, file, openTask, decide, openTasks, taskOf, agree, pay };
};
