/** The finance office in memory with its ways of working, from a claim's papers to the bank's answer. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import { claimById } from '@erbao/claims/claim';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { type Payment, paymentById, paymentSchema } from '@erbao/payout/payment';
import { paymentTable } from '@erbao/payout/payment-table';
import { reviewTaskId } from '@erbao/review/review-task';
import { balanceIn } from './books.ts';
import { ALL_PAPERS, openOffice, sheetOf } from './claim-office.ts';
import { linesSent, paymentSteps, resultFile } from './payment-office.ts';
import { claimMessage } from './sample-facts.ts';

const person = (subject: string, ...roles: Role[]): Caller => ({ subject, roles });
const agree = { verdict: 'agree', reason: '同意' } as const;
export const NEW_ACCOUNT = {
  holder: '样例甲',
  number: '6200000000000000026',
  bankName: '样例银行',
  cnaps: '000000000001',
  relation: 'self',
} as const;

export const openFinance = async (format: Parameters<typeof paymentSteps>[1] = 'daifa-gb18030') => {
  const office = await openOffice();
  const files = memoryFiles();
  const stores = { tables: office.tables, files };
  const steps = paymentSteps(office, format);

  /** A claim up to the last level of review. */
  const reviewed = async (nth: number, account = claimMessage().account): Promise<string> => {
    const papers = [];
    for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind, sheetOf(`${kind} ${String(nth)}`)));
    const invoice = { code: '44060126', number: String(nth).padStart(10, '0') };
    const claimId = await office.take(
      claimMessage({ filingId: `payment-filing-${nth}`, invoice, papers, account }),
    );
    await office.check(claimId);
    await office.decide(claimId);
    await office.openTask(claimId, `token-0-${nth}`);
    await office.give(person('first', 'adjudicator'), reviewTaskId(claimId, 1, 0), agree);
    await office.openTask(claimId, `token-1-${nth}`);
    return claimId;
  };
  const approve = (claimId: string) =>
    office.give(person('second', 'reviewer'), reviewTaskId(claimId, 1, 1), agree);
  const approved = async (nth: number, account = claimMessage().account): Promise<string> => {
    const claimId = await reviewed(nth, account);
    await approve(claimId);
    return claimId;
  };

  const send = async (run: string): Promise<string> => {
    const { batchId } = await steps.close(stores, run);
    await steps.release(stores, batchId);
    await steps.write(stores, batchId);
    return batchId;
  };
  /** The bank's file for a batch, each line with this flag; `name` tells one file from another. */
  const answer = async (
    batchId: string,
    flag: string,
    paymentIds?: readonly string[],
    name = `answer-${flag}`,
  ) => {
    const lines = linesSent(files, batchId).filter(
      ({ paymentId }) => paymentIds === undefined || paymentIds.includes(paymentId),
    );
    const key = `results/${batchId}/${name}`;
    const body = resultFile(
      batchId,
      lines.map((line) => ({ ...line, flag })),
    );
    files.upload(key, { body, contentType: 'text/plain' });
    await steps.take(stores, key);
  };
  const correct = async (paymentId: string, account?: typeof NEW_ACCOUNT): Promise<string | undefined> => {
    const body = { reason: '电话核对', ...(account === undefined ? {} : { account }) };
    const { proposalId } = await steps.propose(stores, paymentId, body);
    return (await steps.approve(stores, paymentId, proposalId)).nextPaymentId;
  };
  /** Entered by one person and confirmed by another; gives the state after. */
  const rule = async (paymentId: string, outcome: 'paid' | 'failed' | 'returned'): Promise<string> => {
    const { enteredId } = await steps.enter(stores, paymentId, outcome);
    return (await steps.confirm(stores, paymentId, enteredId)).state;
  };
  /** A supervisor takes the approval back. */
  const stop = (claimId: string, who = 'boss') =>
    office.stop({
      caller: person(who, 'supervisor'),
      params: { claimId },
      query: {},
      body: { reason: '发票已红冲' },
    });
  const payments = (): readonly Payment[] =>
    office.tables.all(paymentTable).map((item) => paymentSchema.parse(item));
  const balance = (account: string): number => balanceIn(office.tables, account);
  const events = (kind: string): number =>
    office.tables.all(outboxTable).filter((event) => JSON.stringify(event).includes(`"kind":"${kind}"`))
      .length;
  return {
    office,
    files,
    stores,
    steps,
    reviewed,
    approve,
    approved,
    send,
    answer,
    correct,
    rule,
    stop,
    payments,
    balance,
    events,
  };
};
export type Finance = Awaited<ReturnType<typeof openFinance>>;

export const claimIn = ({ office }: Finance, claimId: string) => claimById(office.tables, claimId);
export const paymentIn = ({ office }: Finance, paymentId: string) => paymentById(office.tables, paymentId);
